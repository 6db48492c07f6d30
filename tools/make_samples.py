#!/usr/bin/python3
"""Draws the pages of samples/ and their ground truth, the same ones every time.

    tools/make_samples.py [--out DIR] [--only NAME] [--ground-truth-only]

Needs python3-pil, python3-numpy and the font packages named in FONTS (all in Debian 12, all fonts
under the SIL Open Font License). A page goes through the same four stages as a real one: a hand
writes letters (no two alike), on a paper (plain, ruled, squared, slate), in some light (gradient,
shadow, glare), in front of a camera (tilt, blur, sensor noise, JPEG).

Units: pixels of the finished picture unless a name says otherwise; `ratio` fields are parts of the
letter size. Coverage and light are 0..1, colours are RGB 0..255.
"""

import argparse
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SUPERSAMPLING = 3  # letters are drawn this many times larger and averaged down
BLEED_RATIO = 0.06  # the sheet reaches this far beyond the picture, for the camera's tilt

# name: (Debian package, file under /usr/share/fonts)
FONTS = {
    "because-create": ("fonts-bwht", "opentype/bwht/BecauseWeCreate-Regular.otf"),
    "because-learn": ("fonts-bwht", "opentype/bwht/BecauseWeLearn-Regular.otf"),
    "breip": ("fonts-breip", "truetype/breip/Breip.ttf"),
    "comic-neue": ("fonts-comic-neue", "opentype/comic-neue/ComicNeue-Regular.otf"),
    "comic-neue-italic": ("fonts-comic-neue", "opentype/comic-neue/ComicNeue-LightItalic.otf"),
    "humor-sans": ("fonts-humor-sans", "truetype/humor-sans/Humor-Sans.ttf"),
    "klee": ("fonts-klee", "truetype/klee/KleeOne-SemiBold.ttf"),
    "tomsontalks": ("fonts-tomsontalks", "truetype/tomsontalks/TomsonTalks.ttf"),
    "seto": ("fonts-seto", "truetype/seto/setofont.ttf"),
    "yusei-magic": ("fonts-yusei-magic", "truetype/yusei-magic/YuseiMagic-Regular.ttf"),
}


@dataclass
class Hand:
    """How the writer writes. Ratios are parts of `size`."""

    font: str
    size: float  # height of the font's em square
    line_ratio: float = 1.5  # from one row to the next
    tracking_ratio: float = 0.10  # extra room between letters
    word_ratio: float = 0.45  # width of a space
    wobble_ratio: float = 0.022  # how far a stroke strays from the font's outline
    place_ratio: float = 0.022  # how far a letter strays from its row
    turn_degrees: float = 2.2
    size_spread: float = 0.045
    slant: float = 0.0  # to the right, as x over y
    rise_ratio: float = 0.0  # rows climb by this part of their length
    bend_ratio: float = 0.05  # slow wave of the rows
    weight: float = 0.0  # above 0 thicker strokes, below 0 thinner ones


@dataclass
class Pen:
    colour: tuple = (38, 40, 52)
    strength: float = 0.9  # how much of the paper it hides
    unevenness: float = 0.16  # of the strength, along the stroke
    grain: float = 0.0  # chalk: part of the stroke that stays bare


@dataclass
class Paper:
    colour: tuple = (238, 236, 228)
    texture: float = 0.010
    ruling: str = "none"  # none, lines, squares
    pitch: float = 0.0  # from rule to rule
    rule_colour: tuple = (150, 178, 214)
    rule_strength: float = 0.55
    margin: float = 0.0  # x of a red margin line; 0 for none
    wiped: float = 0.0  # traces of the sponge on a board


@dataclass
class Light:
    corners: tuple = (1.0, 0.96, 0.92, 0.88)  # top left, top right, bottom left, bottom right
    warmth: float = 0.0  # above 0 yellow lamp, below 0 window
    shadows: tuple = ()  # (points as parts of width and height, light left, blur in pixels)
    glare: tuple = ()  # (x, y, radius) as parts of the width, then strength


@dataclass
class Camera:
    tilt: float = 0.008  # how far the corners stray, part of the width
    turn_degrees: float = 0.0
    blur: float = 0.7
    noise: float = 2.5
    quality: int = 82


@dataclass
class Page:
    name: str
    width: int
    height: int
    left: float
    top: float  # first base line
    text: list  # rows; a row may be (row, pen) to change the pen; ~struck~ and #scribbled# words
    hand: Hand
    pen: Pen = field(default_factory=Pen)
    paper: Paper = field(default_factory=Paper)
    light: Light = field(default_factory=Light)
    camera: Camera = field(default_factory=Camera)


BLUE = Pen(colour=(34, 52, 132), strength=0.88)
RED = Pen(colour=(190, 34, 44), strength=0.85)
GREEN = Pen(colour=(20, 116, 70), strength=0.85)
PENCIL = Pen(colour=(74, 74, 80), strength=0.86, unevenness=0.22, grain=0.10)
CHALK = Pen(colour=(232, 234, 226), strength=0.95, unevenness=0.2, grain=0.22)
MARKER = Pen(colour=(28, 30, 36), strength=0.94, unevenness=0.08)
BOARD_BLUE = Pen(colour=(30, 60, 170), strength=0.9, unevenness=0.15)

PAGES = [
    Page(
        "01_packing_list", 1500, 1080, 150, 170,
        ["PACKING LIST", "1. WARM SOCKS", "2. MAP AND TORCH", "3. TEA FOR EIGHT",
         "4. SPARE KEYS", "DO NOT FORGET THE DOG"],
        Hand("tomsontalks", 92, line_ratio=1.6, tracking_ratio=0.15, word_ratio=0.6),
        paper=Paper(colour=(226, 227, 226)),
        light=Light(corners=(0.93, 0.98, 0.74, 0.80), warmth=-0.02),
    ),
    Page(
        "02_note", 1500, 1080, 120, 180,
        ["Dear Vera,", "the kettle is on the shelf behind", "the door. Please water the plants",
         "and leave the window open a little.", "We come home on Friday evening.",
         "Many thanks, Jonas"],
        Hand("comic-neue-italic", 72, line_ratio=1.95, tracking_ratio=0.075, weight=0.14,
             wobble_ratio=0.016),
        pen=BLUE, light=Light(corners=(0.86, 0.97, 0.88, 0.99), warmth=0.03),
    ),
    Page(
        "03_numbers", 1280, 960, 130, 150,
        ["GARAGE 0241 773 508", "DENTIST 0664 190 325", "ROOM 417   ROW 26", "12 x 8 = 96",
         "350 g + 75 g = 425 g", "19.07.2024   10:45"],
        Hand("yusei-magic", 74, line_ratio=1.75, tracking_ratio=0.13, word_ratio=0.5,
             weight=-0.14),
        paper=Paper(colour=(241, 234, 205)), light=Light(corners=(0.99, 0.9, 0.9, 0.78)),
        pen=Pen(colour=(30, 30, 34), strength=0.92),
    ),
    Page(
        "04_ruled", 1500, 1060, 245, 188,
        ["Things the river knows", "A stone forgets the hill it left,", "the water never turns around,",
         "and every boat goes by but once.", "The reeds keep count of rain",
         "and tell it only to the wind."],
        Hand("klee", 60, line_ratio=102 / 60, tracking_ratio=0.08),
        pen=Pen(colour=(44, 46, 66), strength=0.86),
        paper=Paper(colour=(246, 245, 240), ruling="lines", pitch=102, margin=200),
        light=Light(corners=(0.98, 0.9, 0.92, 0.82)), camera=Camera(turn_degrees=0.5),
    ),
    Page(
        "05_squared", 1400, 1040, 152, 168,
        ["EXPERIMENT 7", "MASS OF THE CUP 214 G", "WITH WATER 389 G", "WATER ALONE 175 G",
         "HEAT IT FOR 5 MINUTES", "AND WEIGH IT AGAIN"],
        Hand("because-create", 90, line_ratio=144 / 90, tracking_ratio=0.15, word_ratio=0.5),
        pen=Pen(colour=(26, 32, 84), strength=0.9),
        paper=Paper(colour=(244, 244, 240), ruling="squares", pitch=48,
                    rule_colour=(158, 186, 206), rule_strength=0.6),
        light=Light(corners=(0.9, 0.98, 0.86, 0.95)),
    ),
    Page(
        "06_shadow", 1440, 1080, 140, 180,
        ["The blue bus stops at the", "old mill every half hour.", "Take it as far as the square,",
         "then walk up the hill and", "ring twice at number 38."],
        Hand("seto", 74, line_ratio=2.15, tracking_ratio=0.10),
        pen=Pen(colour=(40, 38, 44), strength=0.88),
        light=Light(
            corners=(1.0, 0.95, 0.9, 0.86), warmth=0.05,
            shadows=((((1.1, 0.28), (0.62, 0.45), (0.44, 0.7), (0.38, 1.1), (1.1, 1.1)), 0.52, 26),
                     (((-0.1, -0.1), (0.25, -0.1), (0.10, 0.35), (-0.1, 0.5)), 0.7, 40))),
    ),
    Page(
        "07_blackboard", 1500, 1000, 150, 200,
        ["HOMEWORK FOR MONDAY", "READ PAGES 52 TO 60", "LEARN THE NINE RIVERS",
         "BRING A RULER AND GLUE"],
        Hand("because-learn", 76, line_ratio=2.5, tracking_ratio=0.12, word_ratio=0.5,
             weight=-0.06),
        pen=CHALK, paper=Paper(colour=(50, 68, 60), texture=0.05, wiped=0.10),
        light=Light(corners=(0.95, 1.1, 0.85, 0.95)), camera=Camera(noise=3.5, turn_degrees=-0.4),
    ),
    Page(
        "08_rising_rows", 1440, 1040, 110, 260,
        ["On Sunday we went to see", "the lighthouse. It has one", "hundred and twelve steps,",
         "and at the top a man sells", "lemonade to the brave."],
        Hand("comic-neue", 78, line_ratio=1.95, tracking_ratio=0.10, rise_ratio=0.055,
             bend_ratio=0.12, slant=0.12, weight=-0.05),
        pen=BLUE, paper=Paper(colour=(240, 238, 232)),
        light=Light(corners=(0.82, 0.88, 0.94, 1.0)), camera=Camera(tilt=0.014),
    ),
    Page(
        "09_low_resolution", 560, 420, 40, 70,
        ["BACK AT HALF PAST TWO", "PLEASE KNOCK LOUDLY", "OR PHONE 0570 4419", "THE SHOP CAT IS FED"],
        Hand("humor-sans", 31, line_ratio=2.6, tracking_ratio=0.14, word_ratio=0.6),
        pen=MARKER, paper=Paper(colour=(232, 231, 222)), light=Light(corners=(0.96, 0.9, 0.84, 0.8)),
        camera=Camera(blur=0.6, noise=3.5, quality=70),
    ),
    Page(
        "10_coloured_ink", 1440, 1040, 130, 170,
        [("RULES OF THE KITCHEN", RED), ("1. Wash the big pot by hand.", BLUE),
         ("2. Keep the knives dry.", BLUE), ("3. Nobody feeds the gulls.", GREEN),
         ("4. Last one out locks up!", RED)],
        Hand("klee", 74, line_ratio=2.15, tracking_ratio=0.09, slant=0.05),
        paper=Paper(colour=(247, 243, 226)), light=Light(corners=(0.97, 1.0, 0.83, 0.9), warmth=0.03),
    ),
    Page(
        "11_whiteboard", 1500, 1000, 140, 190,
        [("PLAN FOR MAY", MARKER), ("PAINT THE FENCE ON THE 4TH", BOARD_BLUE),
         ("BOAT RACE ON THE 18TH", BOARD_BLUE), ("ASK RUTH ABOUT THE TENT", RED)],
        Hand("humor-sans", 74, line_ratio=2.5, tracking_ratio=0.12, word_ratio=0.5),
        paper=Paper(colour=(226, 230, 233), texture=0.004, wiped=0.02),
        light=Light(corners=(0.8, 0.86, 0.9, 1.0), warmth=-0.03, glare=(0.78, 0.8, 0.16, 0.22)),
        camera=Camera(tilt=0.016),
    ),
    Page(
        "12_pencil", 1320, 960, 120, 170,
        ["Soup for four", "2 onions, 3 carrots, 1 leek", "a handful of barley",
         "salt, pepper, a bay leaf", "Simmer for 40 minutes."],
        Hand("breip", 76, line_ratio=2.05, tracking_ratio=0.10, word_ratio=0.5, weight=0.16),
        pen=PENCIL, paper=Paper(colour=(222, 214, 198), texture=0.02),
        light=Light(corners=(0.9, 0.96, 0.8, 0.88)),
    ),
    Page(
        "13_crossed_out", 1400, 1000, 130, 180,
        ["Guests for the garden", "Anna and ~Peter~ Paul", "~Martha~ Maria with the dog",
         "uncle #Robert# Rudolf", "at ~seven~ eight o'clock"],
        Hand("klee", 76, line_ratio=2.15, tracking_ratio=0.06),
        pen=BLUE, light=Light(corners=(0.98, 0.92, 0.9, 0.84)),
    ),
]

STRIKES = "~#"  # around words that are crossed out by a line, and by a scribble


# --- noise ---------------------------------------------------------------------------------------


def smooth_noise(rng, height, width, cell):
    """Values around 0 with deviation 1 at the knots, changing over about `cell` pixels."""
    knots = rng.normal(size=(int(height / cell) + 3, int(width / cell) + 3)).astype(np.float32)
    return np.asarray(Image.fromarray(knots).resize((width, height), Image.BICUBIC))


def blurred(plane, radius):
    """A plane of 0..1, Gaussian blurred (in 256 levels, which is all PIL offers)."""
    levels = Image.fromarray((np.clip(plane, 0, 1) * 255).astype(np.uint8))
    return np.asarray(levels.filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255


# --- the hand ------------------------------------------------------------------------------------


def letter_outline(letter, font, pad):
    """The letter in the font's own shape, base line and left edge at `pad`; coverage 0..1."""
    ascent, descent = font.getmetrics()
    width = int(font.getlength(letter)) + 2 * pad
    height = ascent + descent + 2 * pad
    canvas = Image.new("L", (width, height), 0)
    ImageDraw.Draw(canvas).text((pad, pad + ascent), letter, fill=255, font=font, anchor="ls")
    return np.asarray(canvas, np.float32) / 255


def sample_bilinear(plane, y, x):
    """plane at real-valued places; 0 outside."""
    height, width = plane.shape
    y0 = np.floor(y).astype(int)
    x0 = np.floor(x).astype(int)
    fy = (y - y0).astype(np.float32)
    fx = (x - x0).astype(np.float32)

    def at(row, column):
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        return np.where(inside, plane[row.clip(0, height - 1), column.clip(0, width - 1)], 0)

    top = at(y0, x0) * (1 - fx) + at(y0, x0 + 1) * fx
    bottom = at(y0 + 1, x0) * (1 - fx) + at(y0 + 1, x0 + 1) * fx
    return top * (1 - fy) + bottom * fy


def write_letter(rng, letter, font, hand):
    """One letter as this hand would make it this time.

    Returns coverage 0..1 in picture pixels, and where its left end of the base line is (x, y).
    """
    size = hand.size * SUPERSAMPLING
    pad = int(0.35 * size)
    outline = letter_outline(letter, font, pad)
    height, width = outline.shape
    base_x, base_y = pad, pad + font.getmetrics()[0]

    angle = np.radians(rng.normal() * hand.turn_degrees)
    scale_x = 1 + rng.normal() * hand.size_spread
    scale_y = 1 + rng.normal() * hand.size_spread
    slant = hand.slant + rng.normal() * 0.02

    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    u = columns - width / 2
    v = rows - base_y
    x = (np.cos(angle) * u + np.sin(angle) * v) / scale_x
    y = (-np.sin(angle) * u + np.cos(angle) * v) / scale_y
    x = x + slant * y
    wobble = hand.wobble_ratio * size
    x = x + wobble * smooth_noise(rng, height, width, 0.33 * size)
    y = y + wobble * smooth_noise(rng, height, width, 0.33 * size)
    moved = sample_bilinear(outline, y + base_y, x + width / 2)

    softness = 0.018 * size
    level = 0.5 - hand.weight + 0.07 * smooth_noise(rng, height, width, 0.15 * size)
    stroke = np.clip((blurred(moved, softness) - level) * 4 + 0.5, 0, 1)

    height -= height % SUPERSAMPLING
    width -= width % SUPERSAMPLING
    blocks = stroke[:height, :width].reshape(
        height // SUPERSAMPLING, SUPERSAMPLING, width // SUPERSAMPLING, SUPERSAMPLING)
    return blocks.mean(axis=(1, 3)), base_x / SUPERSAMPLING, base_y / SUPERSAMPLING


def put_max(plane, patch, left, top):
    """plane = max(plane, patch) where they overlap."""
    height, width = patch.shape
    y0, x0 = max(top, 0), max(left, 0)
    y1, x1 = min(top + height, plane.shape[0]), min(left + width, plane.shape[1])
    if y0 >= y1 or x0 >= x1:
        return
    view = plane[y0:y1, x0:x1]
    np.maximum(view, patch[y0 - top:y1 - top, x0 - left:x1 - left], out=view)


def draw_stroke(plane, points, radius):
    """A stroke of even width through points, closer to each other than it is wide."""
    reach = int(radius + 2)
    for x, y in points:
        left, top = int(x) - reach, int(y) - reach
        down, across = np.mgrid[0:2 * reach + 1, 0:2 * reach + 1]
        distance = np.hypot(across + left - x, down + top - y)
        put_max(plane, np.clip(radius + 0.5 - distance, 0, 1).astype(np.float32), left, top)


def cross_out(rng, plane, mark, begin, end, y, hand):
    """Crosses out the letters from `begin` to `end` that stand on y."""
    x = np.arange(begin - 0.12 * hand.size, end + 0.1 * hand.size)
    middle = y - 0.27 * hand.size
    if mark == "~":
        tilt, phase = rng.normal() * 0.03, rng.uniform(0, 2 * np.pi)
        course = middle + tilt * (x - x.mean()) + 0.02 * hand.size * np.sin(phase + x / hand.size)
        draw_stroke(plane, zip(x, course), 0.04 * hand.size)
        return
    turns = np.arange(0, 2 * np.pi * (end - begin) / (0.16 * hand.size), 0.05)
    swing = 1 + 0.15 * np.sin(turns / 5)
    across = begin + turns / (2 * np.pi) * 0.16 * hand.size + 0.12 * hand.size * np.cos(turns)
    draw_stroke(plane, zip(across, middle + 0.42 * hand.size * swing * np.sin(turns)),
                0.04 * hand.size)


def write_row(rng, plane, row, x, y, hand):
    """Writes one row into a plane of coverage, starting at (x, y). Returns where it ends."""
    font_file = Path("/usr/share/fonts") / FONTS[hand.font][1]
    font = ImageFont.truetype(str(font_file), int(round(hand.size * SUPERSAMPLING)))
    start = x
    phase = rng.uniform(0, 2 * np.pi)
    reach = max(plane.shape[1] * 0.6, 1)
    marked = None
    for letter in row:
        if letter in STRIKES:
            if marked is not None:
                cross_out(rng, plane, letter, marked, x, y, hand)
            marked = x if marked is None else None
            continue
        if letter == " ":
            x += hand.size * hand.word_ratio * rng.uniform(0.85, 1.2)
            continue
        patch, base_x, base_y = write_letter(rng, letter, font, hand)
        along = x - start
        drift = hand.bend_ratio * hand.size * np.sin(phase + 2 * np.pi * along / reach)
        drift -= hand.rise_ratio * along
        stray = rng.normal(size=2) * hand.place_ratio * hand.size
        put_max(plane, patch, int(round(x - base_x + stray[0])),
                int(round(y - base_y + drift + stray[1])))
        x += font.getlength(letter) / SUPERSAMPLING
        x += hand.size * hand.tracking_ratio * rng.uniform(0.6, 1.4)
    return x


def ink_of(rng, coverage, pen):
    """How much of the paper the pen hides, 0..1."""
    height, width = coverage.shape
    flow = 1 - pen.unevenness * np.abs(smooth_noise(rng, height, width, 9))
    ink = coverage * np.clip(flow, 0.3, 1) * pen.strength
    if pen.grain > 0:
        tooth = rng.random((height, width)).astype(np.float32)
        ink = ink * np.clip((tooth - pen.grain) * 6, 0.35, 1)
    return ink


# --- the paper -----------------------------------------------------------------------------------


def lay_over(sheet, alpha, colour):
    return sheet * (1 - alpha[..., None]) + np.asarray(colour, np.float32) * alpha[..., None]


def rules(rng, height, width, paper, offset_x, offset_y, upright):
    """Coverage of the printed lines; `upright` for those from top to bottom."""
    along, across = (height, width) if upright else (width, height)
    offset = offset_x if upright else offset_y
    position = np.arange(across, dtype=np.float32)[:, None] - offset
    position = position + 0.4 * smooth_noise(rng, 1, along, 300)
    distance = np.abs((position + paper.pitch / 2) % paper.pitch - paper.pitch / 2)
    lines = np.clip(1.5 - distance, 0, 1)
    return lines.T if upright else lines


def make_paper(rng, page, height, width, bleed):
    paper = page.paper
    fibre = paper.texture * (smooth_noise(rng, height, width, 2.5)
                             + 0.25 * smooth_noise(rng, height, width, 90))
    sheet = np.asarray(paper.colour, np.float32) * (1 + fibre[..., None])
    if paper.wiped > 0:
        clouds = np.abs(smooth_noise(rng, height, width, 160))
        streaks = smooth_noise(rng, height, width // 14 + 1, 7).repeat(14, axis=1)[:, :width]
        sheet = sheet + 255 * paper.wiped * (clouds * (0.3 + 0.2 * streaks))[..., None]
    if paper.ruling != "none":
        # Letters stand on the lines, or a little above them.
        offset_y = bleed + page.top + 0.04 * page.hand.size
        printed = rules(rng, height, width, paper, bleed, offset_y, upright=False)
        if paper.ruling == "squares":
            printed = np.maximum(printed, rules(rng, height, width, paper, bleed + page.left,
                                                offset_y, upright=True))
        sheet = lay_over(sheet, printed * paper.rule_strength, paper.rule_colour)
    if paper.margin > 0:
        distance = np.abs(np.arange(width, dtype=np.float32) - bleed - paper.margin)
        line = np.broadcast_to(np.clip(1.6 - distance, 0, 1), (height, width))
        sheet = lay_over(sheet, line * 0.55, (214, 120, 126))
    return sheet


# --- the light -----------------------------------------------------------------------------------


def light_on(rng, page, height, width):
    light = page.light
    a, b, c, d = light.corners
    corners = np.asarray([[a, b], [c, d]], np.float32)
    plane = np.asarray(Image.fromarray(corners).resize((width, height), Image.BILINEAR))
    plane = plane * (1 + 0.012 * smooth_noise(rng, height, width, width / 4))
    for points, left, softness in light.shadows:
        mask = Image.new("L", (width, height), 0)
        ImageDraw.Draw(mask).polygon([(x * width, y * height) for x, y in points], fill=255)
        depth = blurred(np.asarray(mask, np.float32) / 255, softness)
        plane = plane * (1 - (1 - left) * depth)
    warm = np.asarray([1 + light.warmth, 1.0, 1 - light.warmth], np.float32)
    return plane[..., None] * warm


def glare_on(page, height, width):
    if not page.light.glare:
        return 0.0
    x, y, radius, strength = page.light.glare
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = np.hypot(columns - x * width, (rows - y * height) * 1.4) / (radius * width)
    return (255 * strength * np.exp(-distance**2))[..., None]


# --- the camera ----------------------------------------------------------------------------------


def perspective(source, target):
    """The eight numbers PIL wants: from places in the target to places in the source."""
    rows = []
    for (x, y), (u, v) in zip(target, source):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    return np.linalg.solve(np.asarray(rows, float), np.asarray(source, float).reshape(8))


def photograph(rng, page, sheet, bleed):
    camera = page.camera
    width, height = page.width, page.height
    target = [(0, 0), (width, 0), (width, height), (0, height)]
    turn = np.radians(camera.turn_degrees)
    source = []
    for x, y in target:
        dx, dy = x - width / 2, y - height / 2
        stray = rng.uniform(-1, 1, size=2) * camera.tilt * width
        source.append((bleed + width / 2 + np.cos(turn) * dx - np.sin(turn) * dy + stray[0],
                       bleed + height / 2 + np.sin(turn) * dx + np.cos(turn) * dy + stray[1]))
    picture = Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))
    picture = picture.transform((width, height), Image.PERSPECTIVE, perspective(source, target),
                                Image.BICUBIC)
    picture = picture.filter(ImageFilter.GaussianBlur(camera.blur))
    pixels = np.asarray(picture, np.float32)
    pixels = pixels + camera.noise * rng.normal(size=(height, width, 1))
    pixels = pixels + 0.5 * camera.noise * rng.normal(size=(height, width, 3))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


# --- a page --------------------------------------------------------------------------------------


def rows_of(page):
    return [row if isinstance(row, tuple) else (row, page.pen) for row in page.text]


def draw(page):
    rng = np.random.default_rng(zlib.crc32(page.name.encode()))
    bleed = int(BLEED_RATIO * page.width)
    height, width = page.height + 2 * bleed, page.width + 2 * bleed
    sheet = make_paper(rng, page, height, width, bleed)
    y = bleed + page.top
    for row, pen in rows_of(page):
        coverage = np.zeros((height, width), np.float32)
        x = bleed + page.left + rng.normal() * 0.08 * page.hand.size
        end = write_row(rng, coverage, row, x, y, page.hand)
        if end > bleed + 0.96 * page.width:
            raise SystemExit(f"{page.name}: row '{row}' runs off the picture")
        sheet = lay_over(sheet, ink_of(rng, coverage, pen), pen.colour)
        y += page.hand.size * page.hand.line_ratio
    sheet = sheet * light_on(rng, page, height, width) + glare_on(page, height, width)
    return photograph(rng, page, sheet, bleed)


def ground_truth(page):
    kept = [re.sub(r"([~#])[^~#]*\1", "", row) for row, _ in rows_of(page)]
    return "".join(" ".join(row.split()) + "\n" for row in kept)


def missing_packages(pages):
    names = {FONTS[page.hand.font] for page in pages}
    return sorted({package for package, file in names
                   if not (Path("/usr/share/fonts") / file).is_file()})


def main():
    parser = argparse.ArgumentParser(description="Draws the pages of samples/.")
    default = Path(__file__).resolve().parent.parent / "samples"
    parser.add_argument("--out", type=Path, default=default, help="folder to write to (%(default)s)")
    parser.add_argument("--only", metavar="NAME", help="only the pages whose name has NAME in it")
    parser.add_argument("--ground-truth-only", action="store_true", help="no pictures")
    arguments = parser.parse_args()

    pages = [page for page in PAGES if not arguments.only or arguments.only in page.name]
    missing = [] if arguments.ground_truth_only else missing_packages(pages)
    if missing:
        parser.error("install first: apt-get install " + " ".join(missing))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for page in pages:
        (arguments.out / f"{page.name}.gt.txt").write_text(ground_truth(page))
        if not arguments.ground_truth_only:
            file = arguments.out / f"{page.name}.jpg"
            draw(page).save(file, quality=page.camera.quality, optimize=True)
            print(f"{file}: {file.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
