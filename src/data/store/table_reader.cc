#ifdef KILOWATCH_ARROW

#include <arrow/api.h>
#include <arrow/io/api.h>
#include <arrow/ipc/api.h>
#include <parquet/arrow/reader.h>

#include <limits>

#include "data/store/table.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::unexpected<Error> CannotRead(const std::filesystem::path& path, const std::string& why) {
  return Fail(ErrorCode::kUnreadable,
              FormatPhrase("{} cannot be read: {}", "{} ne peut être lu ; la bibliothèque Arrow dit : « {} »", path.string(), why),
              {"Check that it is a whole Parquet or Arrow IPC file", "Vérifiez que c’est un fichier Parquet ou Arrow IPC entier"});
}

std::int64_t UnitsPerSecond(arrow::TimeUnit::type unit) {
  switch (unit) {
    case arrow::TimeUnit::SECOND: return 1;
    case arrow::TimeUnit::MILLI: return 1'000;
    case arrow::TimeUnit::MICRO: return 1'000'000;
    case arrow::TimeUnit::NANO: break;
  }
  return 1'000'000'000;
}

std::int64_t FloorDivide(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

arrow::Result<double> NumberAt(const arrow::Array& array, std::int64_t row) {
  ARROW_ASSIGN_OR_RAISE(const auto scalar, array.GetScalar(row));
  ARROW_ASSIGN_OR_RAISE(const auto number, scalar->CastTo(arrow::float64()));
  return static_cast<const arrow::DoubleScalar&>(*number).value;
}

arrow::Result<std::vector<double>> ToNumbers(const arrow::Array& array) {
  std::vector<double> out(static_cast<std::size_t>(array.length()), std::numeric_limits<double>::quiet_NaN());
  const auto* doubles = array.type_id() == arrow::Type::DOUBLE ? static_cast<const arrow::DoubleArray*>(&array) : nullptr;
  for (std::int64_t i = 0; i < array.length(); ++i) {
    if (array.IsNull(i)) continue;
    if (doubles != nullptr) {
      out[static_cast<std::size_t>(i)] = doubles->Value(i);
    } else {
      ARROW_ASSIGN_OR_RAISE(out[static_cast<std::size_t>(i)], NumberAt(array, i));
    }
  }
  return out;
}

std::vector<Instant> ToInstants(const arrow::Array& array) {
  std::vector<Instant> out(static_cast<std::size_t>(array.length()), Instant::min());
  for (std::int64_t i = 0; i < array.length(); ++i) {
    if (array.IsNull(i)) continue;
    std::int64_t seconds = 0;
    if (array.type_id() == arrow::Type::DATE32) {
      seconds = std::int64_t{86400} * static_cast<const arrow::Date32Array&>(array).Value(i);
    } else if (array.type_id() == arrow::Type::DATE64) {
      seconds = FloorDivide(static_cast<const arrow::Date64Array&>(array).Value(i), 1000);
    } else {
      const auto unit = static_cast<const arrow::TimestampType&>(*array.type()).unit();
      seconds = FloorDivide(static_cast<const arrow::TimestampArray&>(array).Value(i), UnitsPerSecond(unit));
    }
    out[static_cast<std::size_t>(i)] = FromEpochSeconds(seconds);
  }
  return out;
}

arrow::Result<std::vector<std::string>> ToText(const arrow::Array& array) {
  std::vector<std::string> out(static_cast<std::size_t>(array.length()));
  for (std::int64_t i = 0; i < array.length(); ++i) {
    if (array.IsNull(i)) continue;
    ARROW_ASSIGN_OR_RAISE(const auto scalar, array.GetScalar(i));
    out[static_cast<std::size_t>(i)] = scalar->ToString();
  }
  return out;
}

arrow::Result<TableColumn> ToColumn(const std::string& name, const arrow::Array& array) {
  switch (array.type_id()) {
    case arrow::Type::TIMESTAMP:
      return TableColumn{name, ToInstants(array), !static_cast<const arrow::TimestampType&>(*array.type()).timezone().empty()};
    case arrow::Type::DATE32:
    case arrow::Type::DATE64: return TableColumn{name, ToInstants(array), false};
    case arrow::Type::BOOL:
    case arrow::Type::INT8:
    case arrow::Type::INT16:
    case arrow::Type::INT32:
    case arrow::Type::INT64:
    case arrow::Type::UINT8:
    case arrow::Type::UINT16:
    case arrow::Type::UINT32:
    case arrow::Type::UINT64:
    case arrow::Type::FLOAT:
    case arrow::Type::DOUBLE:
    case arrow::Type::DECIMAL128: {
      ARROW_ASSIGN_OR_RAISE(auto numbers, ToNumbers(array));
      return TableColumn{name, std::move(numbers)};
    }
    default: break;
  }
  ARROW_ASSIGN_OR_RAISE(auto text, ToText(array));
  return TableColumn{name, std::move(text)};
}

}  // namespace

struct TableReader::State {
  std::filesystem::path path;
  std::unique_ptr<parquet::arrow::FileReader> parquet;
  std::shared_ptr<arrow::RecordBatchReader> batches;
  std::shared_ptr<arrow::ipc::RecordBatchFileReader> ipc;
  int next = 0;

  arrow::Status OpenFile() {
    ARROW_ASSIGN_OR_RAISE(const auto file, arrow::io::ReadableFile::Open(path.string()));
    if (path.extension() == ".parquet") {
      ARROW_ASSIGN_OR_RAISE(parquet, parquet::arrow::OpenFile(file, arrow::default_memory_pool()));
      ARROW_ASSIGN_OR_RAISE(batches, parquet->GetRecordBatchReader());
      return arrow::Status::OK();
    }
    auto random_access = arrow::ipc::RecordBatchFileReader::Open(file);
    if (random_access.ok()) {
      ipc = *random_access;
      return arrow::Status::OK();
    }
    ARROW_RETURN_NOT_OK(file->Seek(0));
    ARROW_ASSIGN_OR_RAISE(batches, arrow::ipc::RecordBatchStreamReader::Open(file));
    return arrow::Status::OK();
  }

  arrow::Result<TableBatch> NextBatch() {
    std::shared_ptr<arrow::RecordBatch> record;
    if (ipc != nullptr) {
      if (next < ipc->num_record_batches()) {
        ARROW_ASSIGN_OR_RAISE(record, ipc->ReadRecordBatch(next++));
      }
    } else {
      ARROW_RETURN_NOT_OK(batches->ReadNext(&record));
    }
    TableBatch batch;
    for (int i = 0; record != nullptr && i < record->num_columns(); ++i) {
      ARROW_ASSIGN_OR_RAISE(auto column, ToColumn(record->column_name(i), *record->column(i)));
      batch.push_back(std::move(column));
    }
    return batch;
  }
};

Result<TableReader> TableReader::Open(const std::filesystem::path& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  if (const arrow::Status status = state->OpenFile(); !status.ok()) return CannotRead(path, status.message());
  return TableReader(std::move(state));
}

TableReader::TableReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
TableReader::TableReader(TableReader&&) noexcept = default;
TableReader::~TableReader() = default;

Result<TableBatch> TableReader::Next() {
  auto batch = state_->NextBatch();
  if (!batch.ok()) return CannotRead(state_->path, batch.status().message());
  return *std::move(batch);
}

}  // namespace kilowatch

#endif
