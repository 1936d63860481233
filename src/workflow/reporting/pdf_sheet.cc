#include "workflow/reporting/pdf_sheet.h"

#ifdef KILOWATCH_CAIRO

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "foundation/base/format_phrase.h"
#include "workflow/reporting/report_style.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {

struct PdfSheet::Canvas {
  std::string bytes;
  cairo_surface_t* surface = nullptr;
  cairo_t* cairo = nullptr;
  std::string title;
  double y = kMargin;
  int page = 1;

  Canvas() = default;
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  ~Canvas() {
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
  }
};

namespace {

constexpr double kLeading = 1.38;

struct Colour {
  double red, green, blue;
};

Colour ColourOf(PdfInk ink) {
  switch (ink) {
    case PdfInk::kText: return {0.09, 0.13, 0.17};
    case PdfInk::kSoft: return {0.32, 0.38, 0.44};
    case PdfInk::kAccent: return {0.11, 0.35, 0.58};
    case PdfInk::kWaste: return {0.70, 0.15, 0.12};
    case PdfInk::kShortfall: return {0.08, 0.40, 0.50};
    case PdfInk::kDataFault: return {0.48, 0.35, 0};
  }
  return {0, 0, 0};
}

cairo_status_t AppendBytes(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void Choose(cairo_t* cairo, const PdfFont& font) {
  const Colour colour = ColourOf(font.ink);
  cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
  cairo_select_font_face(cairo, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, font.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo, font.size);
}

double WidthOf(cairo_t* cairo, const std::string& text) {
  cairo_text_extents_t extents;
  cairo_text_extents(cairo, text.c_str(), &extents);
  return extents.x_advance;
}

// What Cairo refuses as no UTF-8, and control characters, become question marks: one bad name must not spoil the file.
std::string Printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    bool good = length > 0 && i + length <= text.size() && lead >= 0x20 && lead != 0x7F;
    for (std::size_t k = 1; good && k < length; ++k) good = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
    if (good) {
      out.append(text, i, length);
    } else {
      out.push_back(lead == '\n' || lead == '\t' ? ' ' : '?');
    }
    i += good ? length : 1;
  }
  return out;
}

// Cuts a word that is wider than a line where the line ends.
std::size_t FittingBytes(cairo_t* cairo, const std::string& word, double width) {
  std::size_t fits = 0;
  for (std::size_t end = 1; end <= word.size(); ++end) {
    if (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) continue;
    if (fits > 0 && WidthOf(cairo, word.substr(0, end)) > width) break;
    fits = end;
  }
  return fits;
}

std::vector<std::string> Lines(cairo_t* cairo, std::string_view raw, double width) {
  const std::string text = Printable(raw);
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t space = start + WordEnd(std::string_view(text).substr(start));
    std::string word = text.substr(start, space - start);
    start = space + 1;
    if (std::string longer = fmt::format("{} {}", line, word); !line.empty() && WidthOf(cairo, longer) <= width) {
      line = std::move(longer);
      continue;
    }
    if (!line.empty()) lines.push_back(std::move(line));
    while (!word.empty() && WidthOf(cairo, word) > width) {
      const std::size_t fits = FittingBytes(cairo, word, width);
      lines.push_back(word.substr(0, fits));
      word.erase(0, fits);
    }
    line = std::move(word);
  }
  lines.push_back(std::move(line));
  return lines;
}

void DrawFooter(cairo_t* cairo, const std::string& title, int page) {
  Choose(cairo, {7.5, false, PdfInk::kSoft});
  const std::string number = std::to_string(page);
  cairo_move_to(cairo, PdfSheet::kMargin, PdfSheet::kHeight - 26);
  cairo_show_text(cairo, Lines(cairo, title, PdfSheet::kInside - 60).front().c_str());
  cairo_move_to(cairo, PdfSheet::kWidth - PdfSheet::kMargin - WidthOf(cairo, number), PdfSheet::kHeight - 26);
  cairo_show_text(cairo, number.c_str());
}

}  // namespace

PdfSheet::PdfSheet(std::unique_ptr<Canvas> canvas) : canvas_(std::move(canvas)) {}
PdfSheet::PdfSheet(PdfSheet&&) noexcept = default;
PdfSheet& PdfSheet::operator=(PdfSheet&&) noexcept = default;
PdfSheet::~PdfSheet() = default;

Result<PdfSheet> PdfSheet::Open(const std::string& title) {
  auto canvas = std::make_unique<Canvas>();
  canvas->title = Printable(title);
  canvas->surface = cairo_pdf_surface_create_for_stream(AppendBytes, &canvas->bytes, kWidth, kHeight);
  cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_TITLE, canvas->title.c_str());
  cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATOR, "Kilowatch");
  // Cairo would put the clock's time in; the same meters must give the same bytes.
  cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATE_DATE, nullptr);
  canvas->cairo = cairo_create(canvas->surface);
  return PdfSheet(std::move(canvas));
}

double PdfSheet::y() const { return canvas_->y; }
void PdfSheet::MoveTo(double y) { canvas_->y = y; }
void PdfSheet::Space(double height) { canvas_->y += height; }

void PdfSheet::Need(double height) {
  if (canvas_->y + height <= kHeight - kMargin || canvas_->y <= kMargin) return;
  DrawFooter(canvas_->cairo, canvas_->title, canvas_->page++);
  cairo_show_page(canvas_->cairo);
  canvas_->y = kMargin;
}

void PdfSheet::Text(std::string_view text, const PdfFont& font, double left, double width) {
  Choose(canvas_->cairo, font);
  for (const std::string& line : Lines(canvas_->cairo, text, width)) {
    Need(font.size * kLeading);
    Choose(canvas_->cairo, font);
    cairo_move_to(canvas_->cairo, kMargin + left, canvas_->y + font.size);
    cairo_show_text(canvas_->cairo, line.c_str());
    canvas_->y += font.size * kLeading;
  }
}

double PdfSheet::HeightOf(std::string_view text, const PdfFont& font, double width) const {
  Choose(canvas_->cairo, font);
  return static_cast<double>(Lines(canvas_->cairo, text, width).size()) * font.size * kLeading;
}

void PdfSheet::Right(std::string_view text, const PdfFont& font) {
  Choose(canvas_->cairo, font);
  const std::string line = Printable(text);
  cairo_move_to(canvas_->cairo, kWidth - kMargin - WidthOf(canvas_->cairo, line), canvas_->y + font.size);
  cairo_show_text(canvas_->cairo, line.c_str());
}

double PdfSheet::ChartHeight(const std::string& svg) {
  double width = 0, height = 0;
  const std::size_t box = svg.find("viewBox=\"0 0 ");
  if (box == std::string::npos || std::sscanf(svg.c_str() + box, "viewBox=\"0 0 %lf %lf", &width, &height) != 2 || !(width > 0)) return 0;
  return kInside * height / width;
}

void PdfSheet::Chart(const std::string& svg) {
  const std::size_t open = svg.find('>');
  if (open == std::string::npos) return;
  const std::string styled = svg.substr(0, open + 1) + "<style>" + std::string(PrintChartStyle()) + "</style>" + svg.substr(open + 1);
  RsvgHandle* handle = rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(styled.data()), styled.size(), nullptr);
  if (handle == nullptr) return;
  RsvgRectangle box{};
  gboolean has_box = FALSE;
  rsvg_handle_get_intrinsic_dimensions(handle, nullptr, nullptr, nullptr, nullptr, &has_box, &box);
  if (has_box && box.width > 0) {
    const double height = kInside * box.height / box.width;
    Need(height);
    const RsvgRectangle place{kMargin, canvas_->y, kInside, height};
    rsvg_handle_render_document(handle, canvas_->cairo, &place, nullptr);
    canvas_->y += height;
  }
  g_object_unref(handle);
}

void PdfSheet::Rule() {
  cairo_set_source_rgb(canvas_->cairo, 0.86, 0.89, 0.91);
  cairo_set_line_width(canvas_->cairo, 0.7);
  cairo_move_to(canvas_->cairo, kMargin, canvas_->y);
  cairo_line_to(canvas_->cairo, kWidth - kMargin, canvas_->y);
  cairo_stroke(canvas_->cairo);
}

Result<std::string> PdfSheet::Finish() {
  DrawFooter(canvas_->cairo, canvas_->title, canvas_->page);
  cairo_show_page(canvas_->cairo);
  cairo_surface_finish(canvas_->surface);
  const cairo_status_t status = cairo_surface_status(canvas_->surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    return Fail(ErrorCode::kIo, FormatPhrase("the PDF could not be drawn: {}", "le PDF n’a pas pu être dessiné ; la bibliothèque cairo dit : « {} »",
                                             cairo_status_to_string(status)));
  }
  return std::move(canvas_->bytes);
}

}  // namespace kilowatch

#else

namespace kilowatch {

struct PdfSheet::Canvas {};

PdfSheet::PdfSheet(std::unique_ptr<Canvas> canvas) : canvas_(std::move(canvas)) {}
PdfSheet::PdfSheet(PdfSheet&&) noexcept = default;
PdfSheet& PdfSheet::operator=(PdfSheet&&) noexcept = default;
PdfSheet::~PdfSheet() = default;

Result<PdfSheet> PdfSheet::Open(const std::string&) {
  return Fail(ErrorCode::kUnsupported, {"this build cannot write PDF", "cette version ne sait pas écrire de PDF"},
              {"Install libcairo2-dev and librsvg2-dev and build again, or write .html and print it from a browser",
               "Installez libcairo2-dev et librsvg2-dev et recompilez, ou écrivez un .html et imprimez-le depuis un navigateur"});
}

double PdfSheet::y() const { return 0; }
void PdfSheet::MoveTo(double) {}
void PdfSheet::Space(double) {}
void PdfSheet::Need(double) {}
void PdfSheet::Text(std::string_view, const PdfFont&, double, double) {}
double PdfSheet::HeightOf(std::string_view, const PdfFont&, double) const { return 0; }
void PdfSheet::Right(std::string_view, const PdfFont&) {}
double PdfSheet::ChartHeight(const std::string&) { return 0; }
void PdfSheet::Chart(const std::string&) {}
void PdfSheet::Rule() {}
Result<std::string> PdfSheet::Finish() { return std::string(); }

}  // namespace kilowatch

#endif
