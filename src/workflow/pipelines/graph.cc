#include "workflow/pipelines/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace kilowatch {
namespace {

constexpr int kBoxWidth = 190, kBoxHeight = 40, kColumnGap = 70, kRowGap = 18, kMargin = 20;

enum class BoxKind { kNode, kDataset, kParameter };

struct Box {
  std::string label;
  std::string note;
  BoxKind kind = BoxKind::kDataset;
  int column = 0;
  int x = 0;
  int y = 0;
};

std::string Escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

class Drawing {
 public:
  Drawing(const RunPlan& plan, const Catalog& catalog) : catalog_(catalog) {
    for (const Node& node : plan.nodes) AddNode(node);
    Place();
  }

  std::string Svg() const {
    int width = 0, height = 0;
    for (const Box& box : boxes_) {
      width = std::max(width, box.x + kBoxWidth + kMargin);
      height = std::max(height, box.y + kBoxHeight + kMargin);
    }
    std::string out = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" font-family="sans-serif" font-size="12">)", width,
        height);
    out +=
        "<style>.b{fill:#fff;stroke:#456}.n{fill:#dbe9f6;stroke:#27527d}.p{fill:none;stroke:#888;stroke-dasharray:4 "
        "3}text{fill:#123}.s{fill:#678;font-size:10px}"
        ".e{fill:none;stroke:#789}@media(prefers-color-scheme:dark){.b{fill:#1d2733;stroke:#9ab}.n{fill:#27445f;stroke:#8bc}text{fill:#dde}.s{fill:#"
        "9ab}}</style>";
    out +=
        R"(<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#789"/></marker></defs>)";
    for (const auto& [from, to] : edges_) out += Edge(boxes_[from], boxes_[to]);
    for (const Box& box : boxes_) out += Shape(box);
    return out + "</svg>\n";
  }

 private:
  std::size_t Find(const std::string& name) {
    const auto [at, inserted] = datasets_.try_emplace(name, boxes_.size());
    if (inserted) {
      const auto entry = catalog_.Find(name);
      boxes_.push_back({name, entry ? entry->layer : "", IsParameter(name) ? BoxKind::kParameter : BoxKind::kDataset});
    }
    return at->second;
  }

  // Nodes come in the order of the plan, so all inputs have their column already.
  void AddNode(const Node& node) {
    int column = 1;
    std::vector<std::size_t> inputs;
    for (const std::string& input : node.inputs) {
      inputs.push_back(Find(input));
      column = std::max(column, boxes_[inputs.back()].column + 1);
    }
    const std::size_t self = boxes_.size();
    boxes_.push_back({node.name, "", BoxKind::kNode, column});
    for (const std::size_t input : inputs) edges_.emplace_back(input, self);
    for (const std::string& output : node.outputs) {
      const std::size_t made = Find(output);
      boxes_[made].column = column + 1;
      edges_.emplace_back(self, made);
    }
  }

  void Place() {
    std::map<int, int> rows;
    for (Box& box : boxes_) {
      box.x = kMargin + box.column * (kBoxWidth + kColumnGap);
      box.y = kMargin + rows[box.column]++ * (kBoxHeight + kRowGap);
    }
  }

  static std::string Edge(const Box& from, const Box& to) {
    const int x1 = from.x + kBoxWidth, y1 = from.y + kBoxHeight / 2, x2 = to.x, y2 = to.y + kBoxHeight / 2;
    const int bend = (x2 - x1) / 2;
    return fmt::format(R"x(<path class="e" marker-end="url(#a)" d="M{} {}C{} {} {} {} {} {}"/>)x", x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2);
  }

  static std::string Shape(const Box& box) {
    const char* style = box.kind == BoxKind::kNode ? "n" : box.kind == BoxKind::kParameter ? "p" : "b";
    std::string label = box.label;
    constexpr std::size_t kMostCharacters = 27;
    if (label.size() > kMostCharacters) label = label.substr(0, kMostCharacters - 1) + "…";
    std::string out = fmt::format(R"(<g><title>{}</title><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>)", Escape(box.label), style,
                                  box.x, box.y, kBoxWidth, kBoxHeight, box.kind == BoxKind::kNode ? 3 : 18);
    out += fmt::format(R"(<text x="{}" y="{}" text-anchor="middle">{}</text>)", box.x + kBoxWidth / 2, box.y + (box.note.empty() ? 24 : 18),
                       Escape(label));
    if (!box.note.empty())
      out += fmt::format(R"(<text class="s" x="{}" y="{}" text-anchor="middle">{}</text>)", box.x + kBoxWidth / 2, box.y + 32, Escape(box.note));
    return out + "</g>";
  }

  const Catalog& catalog_;
  std::vector<Box> boxes_;
  std::vector<std::pair<std::size_t, std::size_t>> edges_;
  std::map<std::string, std::size_t> datasets_;
};

}  // namespace

std::string PipelineSvg(const RunPlan& plan, const Catalog& catalog) { return Drawing(plan, catalog).Svg(); }

}  // namespace kilowatch
