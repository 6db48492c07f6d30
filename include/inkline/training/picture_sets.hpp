#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <inkline/image/glyph_crop.hpp>
#include <inkline/training/data_set.hpp>

namespace inkline {

/// The three readers of characters that were cut out of scans. Pictures may be of either polarity
/// and any size; the crop is made when a set is opened, so the seed of draw() changes nothing, and
/// the context is never known. Bytes are not trusted: sizes are checked before anything is
/// allocated. Each throws Error(Fault::input), "FILE: reason".

/// Pictures and labels in the two files of the MNIST family, each gzipped or plain.
///
/// @param mapping  EMNIST's text file, a line `LABEL CODE ...` a class, the first code being that
/// of
///                 the character; such sets store their pictures transposed, which is undone.
///                 Empty: labels 0 to 9 are the digits, and pictures are upright.
///
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database" (format IDX); G. Cohen et al.,
/// "EMNIST: extending MNIST to handwritten letters", IJCNN 2017.
DataSet open_idx(const std::filesystem::path& images, const std::filesystem::path& labels,
                 const std::filesystem::path& mapping, const GlyphCropParams& crop);

/// A MATLAB file with variables NAME_data (n x d, each row a square picture, column by column) and
/// NAME_labels (n x c with a 1 at the class). 10 classes are digits, 26 the capitals, 36 capitals
/// then digits (as NIST36 has them), 62 digits, capitals, small letters. All pairs are taken; a
/// file that holds anything but matrices of real numbers is refused.
DataSet open_mat(const std::filesystem::path& file, const GlyphCropParams& crop);

/// A folder with one sub-folder a class, see class_of_folder(), which holds pictures. Class folders
/// may lie deeper; then the first folder on the way names the writer, as in FEMNIST's clients.
/// Folders of other names and pictures that cannot be decoded are left out and counted.
DataSet open_folder(const std::filesystem::path& folder, const GlyphCropParams& crop);

/// The class a folder's name stands for; nothing when it stands for none.
///
/// | name                          | class                                          |
/// |-------------------------------|------------------------------------------------|
/// | one character                 | itself                                         |
/// | `U+0041`                      | the character of that code                     |
/// | `upper_A` `lower_a` `digit_0` | the last character, for folders without case   |
/// | `41`, two hexadecimal digits  | the character of that code, as in NIST SD 19   |
/// | `character01` to 26           | a to z, as in Omniglot's Latin                 |
/// | `reject`                      | no character                                   |
std::optional<std::string> class_of_folder(std::string_view name);

}  // namespace inkline
