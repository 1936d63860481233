#ifdef KILOWATCH_ARROW

#include <arrow/api.h>
#include <arrow/io/api.h>
#include <arrow/ipc/api.h>
#include <arrow/util/io_util.h>
#include <parquet/arrow/writer.h>

#include <cmath>

#include "data/store/table.h"
#include "foundation/base/check.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"

namespace kilowatch {
namespace {

std::unexpected<Error> CannotWrite(const std::filesystem::path& path, const arrow::Status& status) {
  const int number = arrow::internal::ErrnoFromStatus(status);
  const Phrase why = number != 0 ? SystemReason(number) : FormatPhrase("{}", "la bibliothèque Arrow dit : « {} »", status.message());
  return Fail(ErrorCode::kIo, FormatPhrase("cannot write {}: {}", "impossible d’écrire {} : {}", path.string(), why),
              {"Check the space left and the permissions; what was there before is untouched",
               "Vérifiez la place libre et les droits ; ce qui s’y trouvait est intact"});
}

std::shared_ptr<arrow::DataType> TypeOf(const TableColumn& column) {
  if (std::holds_alternative<std::vector<std::string>>(column.values)) return arrow::utf8();
  if (std::holds_alternative<std::vector<double>>(column.values)) return arrow::float64();
  return arrow::timestamp(arrow::TimeUnit::SECOND, "UTC");
}

std::shared_ptr<arrow::Schema> SchemaOf(const TableBatch& batch) {
  arrow::FieldVector fields;
  for (const TableColumn& column : batch) fields.push_back(arrow::field(column.name, TypeOf(column)));
  return arrow::schema(std::move(fields));
}

arrow::Result<std::shared_ptr<arrow::Array>> ToArray(const TableColumn& column) {
  std::shared_ptr<arrow::Array> array;
  if (const auto* text = std::get_if<std::vector<std::string>>(&column.values)) {
    arrow::StringBuilder builder;
    for (const std::string& value : *text) ARROW_RETURN_NOT_OK(value.empty() ? builder.AppendNull() : builder.Append(value));
    ARROW_RETURN_NOT_OK(builder.Finish(&array));
  } else if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
    arrow::DoubleBuilder builder;
    for (const double value : *numbers) ARROW_RETURN_NOT_OK(std::isnan(value) ? builder.AppendNull() : builder.Append(value));
    ARROW_RETURN_NOT_OK(builder.Finish(&array));
  } else {
    arrow::TimestampBuilder builder(TypeOf(column), arrow::default_memory_pool());
    for (const Instant value : std::get<std::vector<Instant>>(column.values)) {
      ARROW_RETURN_NOT_OK(value == Instant::min() ? builder.AppendNull() : builder.Append(EpochSeconds(value)));
    }
    ARROW_RETURN_NOT_OK(builder.Finish(&array));
  }
  return array;
}

}  // namespace

bool HasArrow() { return true; }

struct TableWriter::State {
  std::filesystem::path path;
  std::filesystem::path temporary;
  std::shared_ptr<arrow::io::FileOutputStream> stream;
  std::shared_ptr<arrow::Schema> schema;
  std::unique_ptr<parquet::arrow::FileWriter> parquet;
  std::shared_ptr<arrow::ipc::RecordBatchWriter> ipc;
  bool committed = false;

  ~State() {
    if (committed) return;
    std::error_code ignored;
    if (stream) (void)stream->Close();
    std::filesystem::remove(temporary, ignored);
  }

  arrow::Status OpenFor(const TableBatch& batch) {
    schema = SchemaOf(batch);
    if (path.extension() != ".parquet") {
      ARROW_ASSIGN_OR_RAISE(ipc, arrow::ipc::MakeFileWriter(stream, schema));
      return arrow::Status::OK();
    }
    const auto properties = parquet::WriterProperties::Builder().compression(parquet::Compression::ZSTD)->created_by("kilowatch")->build();
    const auto arrow_properties = parquet::ArrowWriterProperties::Builder().store_schema()->build();
    ARROW_ASSIGN_OR_RAISE(parquet, parquet::arrow::FileWriter::Open(*schema, arrow::default_memory_pool(), stream, properties, arrow_properties));
    return arrow::Status::OK();
  }

  arrow::Status Append(const TableBatch& batch) {
    if (!schema) ARROW_RETURN_NOT_OK(OpenFor(batch));
    arrow::ArrayVector arrays;
    for (const TableColumn& column : batch) {
      ARROW_ASSIGN_OR_RAISE(auto array, ToArray(column));
      arrays.push_back(std::move(array));
    }
    const auto rows = static_cast<std::int64_t>(batch.front().size());
    const auto record = arrow::RecordBatch::Make(schema, rows, std::move(arrays));
    if (ipc) return ipc->WriteRecordBatch(*record);
    ARROW_ASSIGN_OR_RAISE(const auto table, arrow::Table::FromRecordBatches({record}));
    return parquet->WriteTable(*table, std::max<std::int64_t>(rows, 1));
  }

  arrow::Status Finish() {
    if (parquet) ARROW_RETURN_NOT_OK(parquet->Close());
    if (ipc) ARROW_RETURN_NOT_OK(ipc->Close());
    return stream->Close();
  }
};

Result<TableWriter> TableWriter::Create(const std::filesystem::path& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->temporary = path.string() + ".partial";
  auto stream = arrow::io::FileOutputStream::Open(state->temporary.string());
  if (!stream.ok()) return CannotWrite(path, stream.status());
  state->stream = *stream;
  return TableWriter(std::move(state));
}

TableWriter::TableWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
TableWriter::TableWriter(TableWriter&&) noexcept = default;
TableWriter::~TableWriter() = default;

Status TableWriter::Write(const TableBatch& batch) {
  KW_CHECK(!batch.empty());
  if (const arrow::Status status = state_->Append(batch); !status.ok()) return CannotWrite(state_->path, status);
  return {};
}

Status TableWriter::Commit() {
  KW_CHECK(state_->schema != nullptr);
  if (const arrow::Status status = state_->Finish(); !status.ok()) return CannotWrite(state_->path, status);
  std::error_code error;
  std::filesystem::rename(state_->temporary, state_->path, error);
  if (error) {
    return Fail(ErrorCode::kIo,
                FormatPhrase("cannot write {}: {}", "impossible d’écrire {} : {}", state_->path.string(), SystemReason(error.value())));
  }
  state_->committed = true;
  return {};
}

}  // namespace kilowatch

#endif
