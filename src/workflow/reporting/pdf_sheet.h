#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "foundation/base/result.h"

namespace kilowatch {

enum class PdfInk { kText, kSoft, kAccent, kWaste, kShortfall, kDataFault };

struct PdfFont {
  double size = 9;
  bool bold = false;
  PdfInk ink = PdfInk::kText;
};

// A4 pages that fill from top to bottom; a new one begins where something does not fit. Lengths in points. One thread at a time.
class PdfSheet {
 public:
  static constexpr double kWidth = 595.28, kHeight = 841.89, kMargin = 48;
  static constexpr double kInside = kWidth - 2 * kMargin;

  // Errors: kUnsupported in a build without Cairo and librsvg, naming the packages.
  static Result<PdfSheet> Open(const std::string& title);
  PdfSheet(PdfSheet&&) noexcept;
  PdfSheet& operator=(PdfSheet&&) noexcept;
  ~PdfSheet();

  // Begins a new page unless `height` is left on this one.
  void Need(double height);
  void Space(double height);
  // A paragraph, wrapped at spaces (a longer word anywhere) to `width` from `left` inside the margins.
  void Text(std::string_view text, const PdfFont& font, double left = 0, double width = kInside);
  // How high Text would be.
  double HeightOf(std::string_view text, const PdfFont& font, double width = kInside) const;
  // One line that ends at the right margin, at the height of the next Text; it takes no room.
  void Right(std::string_view text, const PdfFont& font);
  // How high Chart would be; 0 for an empty one.
  static double ChartHeight(const std::string& svg);
  // An SVG chart over the whole width; nothing for an empty or unreadable one.
  void Chart(const std::string& svg);
  // A thin line over the whole width.
  void Rule();
  // Where the next thing goes, from the top of the page; to set columns side by side.
  double y() const;
  void MoveTo(double y);

  // The file's bytes, each page with its number. Nothing may be drawn after.
  Result<std::string> Finish();

 private:
  struct Canvas;
  explicit PdfSheet(std::unique_ptr<Canvas> canvas);
  std::unique_ptr<Canvas> canvas_;
};

}  // namespace kilowatch
