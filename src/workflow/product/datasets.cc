#include "workflow/product/datasets.h"

#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"
#include "workflow/product/input_arguments.h"
#include "workflow/product/values.h"

namespace kilowatch {
namespace {

std::unexpected<Error> CannotLoad(const CatalogEntry& entry) {
  return Fail(ErrorCode::kConfiguration,
              FormatPhrase("{}: dataset \"{}\" ({}) can be saved, not loaded",
                           "{} : le jeu de données « {} » ({}) s’enregistre, mais ne se charge pas", entry.where, entry.name, entry.type));
}

std::unexpected<Error> CannotSave(const CatalogEntry& entry) {
  return Fail(ErrorCode::kConfiguration,
              FormatPhrase("{}: dataset \"{}\" ({}) cannot hold this value", "{} : le jeu de données « {} » ({}) ne peut contenir cette valeur",
                           entry.where, entry.name, entry.type));
}

Status MakeFolderOf(const std::filesystem::path& path) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) {
    return Fail(ErrorCode::kIo,
                FormatPhrase("cannot make {}: {}", "impossible de créer {} : {}", path.parent_path().string(), SystemReason(error.value())));
  }
  return {};
}

// What all datasets of a file share.
class FileDataset : public Dataset {
 public:
  explicit FileDataset(CatalogEntry entry) : entry_(std::move(entry)) {}
  bool Exists() const override { return std::filesystem::exists(entry_.filepath); }
  std::string Describe() const override { return entry_.type + " " + entry_.filepath; }
  Result<DataValue> Load() const override { return CannotLoad(entry_); }
  Status Save(const DataValue&) override { return CannotSave(entry_); }

 protected:
  const CatalogEntry& entry() const { return entry_; }

 private:
  CatalogEntry entry_;
};

// Meters when loaded, scores when saved.
class MetersDataset final : public FileDataset {
 public:
  using FileDataset::FileDataset;
  std::string_view kind() const override { return kAnyKind; }
  bool Exists() const override { return entry().filepath.find_first_of("*?[") != std::string::npos || FileDataset::Exists(); }
  Result<DataValue> Load() const override {
    KW_ASSIGN(const InputOptions options, InputArguments(entry()));
    KW_ASSIGN(std::unique_ptr<Source> source, OpenInputs({entry().filepath}, options));
    return DataValue(MetersValue(std::move(source)));
  }
  Status Save(const DataValue& value) override {
    const auto* scores = std::any_cast<ScoresValue>(&value);
    if (scores == nullptr) return CannotSave(entry());
    KW_RETURN_IF_ERROR(MakeFolderOf(entry().filepath));
    return scores->write(entry().filepath);
  }
};

class BundleDataset final : public FileDataset {
 public:
  using FileDataset::FileDataset;
  std::string_view kind() const override { return kModelsKind; }
  Result<DataValue> Load() const override {
    KW_ASSIGN(const Bundle bundle, Bundle::Read(entry().filepath));
    KW_ASSIGN(ModelSet models, ModelSet::FromBundle(bundle));
    return DataValue(std::make_shared<const ModelSet>(std::move(models)));
  }
  Status Save(const DataValue& value) override {
    const auto* models = std::any_cast<ModelsValue>(&value);
    if (models == nullptr) return CannotSave(entry());
    KW_RETURN_IF_ERROR(MakeFolderOf(entry().filepath));
    return (*models)->ToBundle().Write(entry().filepath);
  }
};

class JsonDataset final : public FileDataset {
 public:
  using FileDataset::FileDataset;
  std::string_view kind() const override { return kJsonKind; }
  Status Save(const DataValue& value) override {
    const auto* json = std::any_cast<JsonValue>(&value);
    if (json == nullptr) return CannotSave(entry());
    KW_RETURN_IF_ERROR(MakeFolderOf(entry().filepath));
    return WriteFileAtomically(entry().filepath, (*json)->dump(1) + "\n");
  }
};

class TextDataset final : public FileDataset {
 public:
  using FileDataset::FileDataset;
  std::string_view kind() const override { return kTextKind; }
  Status Save(const DataValue& value) override {
    const auto* text = std::any_cast<TextValue>(&value);
    if (text == nullptr) return CannotSave(entry());
    KW_RETURN_IF_ERROR(MakeFolderOf(entry().filepath));
    return WriteFileAtomically(entry().filepath, *text);
  }
};

// Never opened: values of such a name stay in memory. Declared so that a catalog may name it.
class MemoryDataset final : public FileDataset {
 public:
  using FileDataset::FileDataset;
  std::string_view kind() const override { return kAnyKind; }
  bool Exists() const override { return false; }
};

template <class T>
DatasetType TypeOf(const char* kind) {
  return {kind, [](const CatalogEntry& entry) -> Result<std::unique_ptr<Dataset>> { return std::make_unique<T>(entry); }};
}

DatasetType Meters() {
  DatasetType type = TypeOf<MetersDataset>(kAnyKind);
  // Wrong arguments are found before anything runs.
  type.check = [](const CatalogEntry& entry) -> Status {
    KW_ASSIGN(const InputOptions options, InputArguments(entry));
    return {};
  };
  return type;
}

}  // namespace

Catalog::Types ProductDatasets() {
  return {{"kilowatch.MetersDataset", Meters()},
          {"pandas.CSVDataset", Meters()},
          {"pandas.ParquetDataset", Meters()},
          {"kilowatch.BundleDataset", TypeOf<BundleDataset>(kModelsKind)},
          {"json.JSONDataset", TypeOf<JsonDataset>(kJsonKind)},
          {"text.TextDataset", TypeOf<TextDataset>(kTextKind)},
          {"MemoryDataset", TypeOf<MemoryDataset>(kAnyKind)}};
}

}  // namespace kilowatch
