#include "decision/scorer/bundle.h"

#include <fmt/format.h>

#include <cstring>
#include <optional>

#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr std::string_view kMagic = "KWBUNDLE";

template <class T>
void AppendLittleEndian(T value, std::string& out) {
  for (std::size_t i = 0; i < sizeof(T); ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

template <class T>
std::optional<T> TakeLittleEndian(std::string_view& bytes) {
  if (bytes.size() < sizeof(T)) return std::nullopt;
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) value |= static_cast<T>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  bytes.remove_prefix(sizeof(T));
  return value;
}

struct SectionEntry {
  std::string name;
  std::uint64_t length;
  std::uint64_t checksum;
};

std::unexpected<Error> Damaged(const Phrase& what) {
  return Fail(ErrorCode::kUnreadable, FormatPhrase("the model bundle is damaged: {}", "le fichier de modèles est endommagé : {}", what),
              {"Train it again, or take it from a backup", "Entraînez-le de nouveau, ou reprenez une sauvegarde"});
}

std::optional<SectionEntry> TakeEntry(std::string_view& bytes) {
  const auto name_length = TakeLittleEndian<std::uint32_t>(bytes);
  if (!name_length || bytes.size() < *name_length) return std::nullopt;
  SectionEntry entry{std::string(bytes.substr(0, *name_length)), 0, 0};
  bytes.remove_prefix(*name_length);
  const auto length = TakeLittleEndian<std::uint64_t>(bytes);
  const auto checksum = TakeLittleEndian<std::uint64_t>(bytes);
  if (!length || !checksum) return std::nullopt;
  entry.length = *length;
  entry.checksum = *checksum;
  return entry;
}

}  // namespace

void Bundle::Put(std::string name, std::string bytes) { sections_[std::move(name)] = std::move(bytes); }

Result<std::string_view> Bundle::Section(std::string_view name) const {
  const auto found = sections_.find(std::string(name));
  if (found == sections_.end()) {
    return Fail(ErrorCode::kNotFound,
                FormatPhrase("the model bundle has no section \"{}\"", "le fichier de modèles n’a pas de section « {} »", name));
  }
  return std::string_view(found->second);
}

std::vector<std::string> Bundle::Names(std::string_view prefix) const {
  std::vector<std::string> names;
  for (auto it = sections_.lower_bound(std::string(prefix)); it != sections_.end() && it->first.starts_with(prefix); ++it) names.push_back(it->first);
  return names;
}

std::string Bundle::Encode() const {
  std::string out(kMagic);
  AppendLittleEndian(kFormat, out);
  AppendLittleEndian(static_cast<std::uint32_t>(sections_.size()), out);
  for (const auto& [name, bytes] : sections_) {
    AppendLittleEndian(static_cast<std::uint32_t>(name.size()), out);
    out += name;
    AppendLittleEndian(static_cast<std::uint64_t>(bytes.size()), out);
    AppendLittleEndian(StableHash(bytes), out);
  }
  for (const auto& [name, bytes] : sections_) out += bytes;
  AppendLittleEndian(StableHash(out), out);
  return out;
}

Result<Bundle> Bundle::Decode(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    return Fail(ErrorCode::kUnreadable, {"this is not a model bundle", "ce n’est pas un fichier de modèles"},
                {"Name a .kwb file written by kilowatch train", "Indiquez un fichier .kwb écrit par kilowatch train"});
  }
  if (bytes.size() < kMagic.size() + 16) return Damaged({"it is cut short", "il est tronqué"});
  std::string_view rest = bytes.substr(kMagic.size());
  const auto format = TakeLittleEndian<std::uint32_t>(rest);
  if (*format > kFormat) {
    return Fail(ErrorCode::kUnsupported,
                FormatPhrase("the model bundle has format {}, this program reads up to {}",
                             "le fichier de modèles est au format {}, ce programme lit jusqu’au format {}", *format, kFormat),
                {"Use a newer kilowatch", "Prenez un kilowatch plus récent"});
  }
  std::string_view tail = bytes.substr(bytes.size() - 8);
  if (*TakeLittleEndian<std::uint64_t>(tail) != StableHash(bytes.substr(0, bytes.size() - 8)))
    return Damaged({"its checksum does not match", "sa somme de contrôle ne correspond pas"});
  const auto count = TakeLittleEndian<std::uint32_t>(rest);
  std::vector<SectionEntry> entries;
  for (std::uint32_t i = 0; i < *count; ++i) {
    auto entry = TakeEntry(rest);
    if (!entry) return Damaged({"its table of sections is cut short", "sa table des sections est tronquée"});
    entries.push_back(std::move(*entry));
  }
  Bundle bundle;
  for (SectionEntry& entry : entries) {
    if (rest.size() < entry.length) return Damaged(FormatPhrase("section {} is cut short", "la section {} est tronquée", entry.name));
    const std::string_view content = rest.substr(0, entry.length);
    if (StableHash(content) != entry.checksum) {
      return Damaged(FormatPhrase("section {} does not match its checksum", "la section {} ne correspond pas à sa somme de contrôle", entry.name));
    }
    bundle.Put(std::move(entry.name), std::string(content));
    rest.remove_prefix(entry.length);
  }
  return bundle;
}

Status Bundle::Write(const std::filesystem::path& path) const { return WriteFileAtomically(path, Encode()); }

Result<Bundle> Bundle::Read(const std::filesystem::path& path) {
  KW_ASSIGN(const std::string bytes, ReadFile(path));
  auto bundle = Decode(bytes);
  if (!bundle) bundle.error().At(path.string());
  return bundle;
}

std::string Bundle::Version() const { return fmt::format("{:016x}", StableHash(Encode())); }

}  // namespace kilowatch
