#include "foundation/text/compression.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstdint>
#include <memory>

#include "foundation/base/check.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

constexpr std::size_t kHeaderAndTrailer = 18;
// Deflate cannot expand further than this, so a larger size in a trailer is a lie.
constexpr std::size_t kMostExpansion = 1032;

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
};
struct FreeCompressor {
  void operator()(libdeflate_compressor* c) const { libdeflate_free_compressor(c); }
};

// The size modulo 2^32 that the last member says it has.
std::size_t SizeHint(std::string_view bytes) {
  std::size_t size = 0;
  for (std::size_t i = 1; i <= 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[bytes.size() - i]);
  return std::min(size, bytes.size() * kMostExpansion);
}

// Bytes after the last member that are only padding (tapes and some loggers append zeros).
bool IsPadding(std::string_view rest) { return rest.find_first_not_of('\0') == std::string_view::npos; }

std::unexpected<Error> Damaged(std::string_view name) {
  return Fail(ErrorCode::kUnreadable,
              FormatPhrase("{}: the gzip file is truncated or damaged", "{} : le fichier gzip est tronqué ou endommagé", name),
              {"Fetch or copy it again; gzip -t checks it", "Téléchargez-le ou copiez-le de nouveau ; gzip -t le vérifie"});
}

std::unexpected<Error> TooMuch(std::string_view name) {
  return Fail(
      ErrorCode::kInvalid,
      FormatPhrase("{}: the gzip file holds more than can be read at once", "{} : le fichier gzip contient plus qu’il n’est possible de lire", name),
      {"Split it", "Découpez-le"});
}

}  // namespace

bool LooksGzipped(std::string_view bytes) { return bytes.size() >= 3 && bytes[0] == '\x1f' && bytes[1] == '\x8b' && bytes[2] == '\x08'; }

Result<std::string> Gunzip(std::string_view bytes, std::string_view name, std::size_t limit) {
  if (!LooksGzipped(bytes) || bytes.size() < kHeaderAndTrailer) return Damaged(name);
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
  std::string out;
  out.resize(std::min(limit, std::max<std::size_t>(SizeHint(bytes), 64)));
  std::size_t written = 0;
  while (!bytes.empty()) {
    std::size_t used = 0;
    std::size_t made = 0;
    const auto result =
        libdeflate_gzip_decompress_ex(decompressor.get(), bytes.data(), bytes.size(), out.data() + written, out.size() - written, &used, &made);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (out.size() >= limit) return TooMuch(name);
      out.resize(std::min(limit, std::max(out.size() * 2, written + bytes.size() * 4)));
      continue;
    }
    if (result != LIBDEFLATE_SUCCESS) return Damaged(name);
    written += made;
    bytes.remove_prefix(used);
    if (!bytes.empty() && !LooksGzipped(bytes)) {
      if (!IsPadding(bytes)) return Damaged(name);
      break;
    }
  }
  out.resize(written);
  return out;
}

std::string Gzip(std::string_view bytes) {
  const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(libdeflate_alloc_compressor(6));
  std::string out;
  out.resize(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()));
  const std::size_t size = libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size());
  KW_CHECK(size > 0);
  out.resize(size);
  return out;
}

}  // namespace kilowatch
