#include <inkline/image/laplacian_ink.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <opencv2/imgproc.hpp>
#include <opencv2/imgproc/detail/gcgraph.hpp>

#include <inkline/base/error.hpp>

#include "local_statistics.hpp"

namespace inkline {
namespace {

using Graph = cv::detail::GCGraph<int>;

constexpr int kTile = 384;   // side of what one cut decides
constexpr int kMargin = 64;  // of what it sees around that
constexpr int kCertain = 1 << 20;

/// How much a pixel wants to be ink: above 0 where it is darker than its neighbours.
cv::Mat1i wish_for_ink(const cv::Mat1b& grey, const LaplacianInkParams& params) {
  cv::Mat1f laplacian;
  cv::Laplacian(grey, laplacian, CV_32F, 1, 1, 0, cv::BORDER_REPLICATE);
  cv::Mat1i wish;
  laplacian.convertTo(wish, CV_32S);
  wish.setTo(-1, wish == 0);  // what is as dark as all around it is paper
  const int side = 2 * static_cast<int>(params.window / 2) + 1;
  cv::Mat1f shades;
  grey.convertTo(shades, CV_32F);
  const LocalStatistics local = local_statistics(shades, side);
  wish.setTo(-kCertain, shades > cv::Mat1f(local.mean + params.paper * local.deviation));
  return wish;
}

cv::Mat1b edges_of(const cv::Mat1b& grey, const LaplacianInkParams& params) {
  cv::Mat1b smooth;
  cv::GaussianBlur(grey, smooth, {}, params.blur, params.blur);
  cv::Mat1s across;
  cv::Mat1s down;
  cv::Sobel(smooth, across, CV_16S, 1, 0);
  cv::Sobel(smooth, down, CV_16S, 0, 1);
  cv::Mat1f across_shades;
  cv::Mat1f down_shades;
  across.convertTo(across_shades, CV_32F);
  down.convertTo(down_shades, CV_32F);
  cv::Mat1f steepness;
  cv::magnitude(across_shades, down_shades, steepness);
  double steepest = 0;
  cv::minMaxLoc(steepness, nullptr, &steepest);
  cv::Mat1b edges;
  cv::Canny(across, down, edges, params.weak_edge * steepest, params.strong_edge * steepest, true);
  return edges;
}

/// What the labelling of a page is decided by.
struct Energy {
  const cv::Mat1b& grey;
  cv::Mat1i wish;
  cv::Mat1b edges;
  int boundary;

  /// Free where the darker of two neighbours lies on an edge.
  int cost_between(cv::Point one, cv::Point other) const {
    const cv::Point darker = grey(one) < grey(other) ? one : other;
    return edges(darker) != 0 ? 0 : boundary;
  }
};

void add_links(Graph& graph, const Energy& energy, const cv::Rect& area) {
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      const int here = y * area.width + x;
      const cv::Point at = area.tl() + cv::Point(x, y);
      const auto link = [&](int there, cv::Point other) {
        const int cost = energy.cost_between(at, other);
        graph.addEdges(here, there, cost, cost);
      };
      if (x + 1 < area.width) link(here + 1, at + cv::Point(1, 0));
      if (y + 1 < area.height) link(here + area.width, at + cv::Point(0, 1));
    }
  }
}

/// Decides the pixels of `tile`, seeing those of `area` around it.
void cut(const Energy& energy, const cv::Rect& area, const cv::Rect& tile, cv::Mat1b& ink) {
  const auto vertices = static_cast<unsigned>(area.area());
  Graph graph(vertices, 4 * vertices);
  for (int y = area.y; y < area.br().y; ++y) {
    for (int x = area.x; x < area.br().x; ++x) {
      const int wish = energy.wish(y, x);
      graph.addTermWeights(graph.addVtx(), std::max(wish, 0), std::max(-wish, 0));
    }
  }
  add_links(graph, energy, area);
  graph.maxFlow();
  for (int y = tile.y; y < tile.br().y; ++y) {
    for (int x = tile.x; x < tile.br().x; ++x) {
      const bool is_ink = graph.inSourceSegment((y - area.y) * area.width + x - area.x);
      ink(y, x) = is_ink ? 255 : 0;
    }
  }
}

}  // namespace

void LaplacianInkParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("laplacian_ink.") + what + ", got " + std::to_string(value));
  };
  require(boundary >= 0 && boundary <= 10'000, "boundary must be 0 to 10000", boundary);
  require(blur >= 0.1 && blur <= 10, "blur must be 0.1 to 10", blur);
  require(strong_edge >= 0 && strong_edge <= 1, "strong_edge must be 0 to 1", strong_edge);
  require(weak_edge >= 0 && weak_edge <= strong_edge, "weak_edge must be 0 to strong_edge",
          weak_edge);
  require(window >= 3 && window <= 1000, "window must be 3 to 1000", window);
  require(paper >= 0 && paper <= 10, "paper must be 0 to 10", paper);
}

cv::Mat1b laplacian_ink(const cv::Mat1b& grey, const LaplacianInkParams& params) {
  params.check();
  if (grey.total() <= 1) return cv::Mat1b(grey.size(), uchar{0});  // there are no neighbours
  const Energy energy{grey, wish_for_ink(grey, params), edges_of(grey, params),
                      static_cast<int>(std::lround(params.boundary))};
  const cv::Rect page({}, grey.size());
  const int across = (grey.cols + kTile - 1) / kTile;
  const int down = (grey.rows + kTile - 1) / kTile;
  cv::Mat1b ink(grey.size());
  cv::parallel_for_({0, across * down}, [&](const cv::Range& tiles) {
    for (int i = tiles.start; i < tiles.end; ++i) {
      const cv::Rect tile = cv::Rect(i % across * kTile, i / across * kTile, kTile, kTile) & page;
      const cv::Rect area =
          (tile + cv::Size(2 * kMargin, 2 * kMargin) - cv::Point(kMargin, kMargin)) & page;
      cut(energy, area, tile, ink);
    }
  });
  return ink;
}

}  // namespace inkline
