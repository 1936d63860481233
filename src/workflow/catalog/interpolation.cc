#include "workflow/catalog/interpolation.h"

#include <optional>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDeepestReference = 16;

Result<Json> InterpolateAt(const Json& value, const InterpolationScope& scope, int depth);

struct Reference {
  std::string resolver;  // empty: a key of the section
  std::string key;
  std::optional<std::string> fallback;
};

Reference SplitReference(std::string_view inner) {
  Reference reference;
  if (const auto colon = inner.find(':'); colon != std::string_view::npos) {
    reference.resolver = inner.substr(0, colon);
    inner.remove_prefix(colon + 1);
    if (const auto comma = inner.find(','); comma != std::string_view::npos) {
      auto fallback = inner.substr(comma + 1);
      while (fallback.starts_with(' ')) fallback.remove_prefix(1);
      reference.fallback = std::string(fallback);
      inner = inner.substr(0, comma);
    }
  }
  reference.key = inner;
  return reference;
}

std::unexpected<Error> Unresolved(std::string_view inner, const Phrase& why) {
  return Fail(ErrorCode::kConfiguration, FormatPhrase("${{{}}} {}", "${{{}}} {}", inner, why));
}

Result<Json> Resolve(std::string_view inner, const InterpolationScope& scope, int depth) {
  if (depth > kDeepestReference) return Unresolved(inner, {"refers to itself", "renvoie à elle-même"});
  const Reference reference = SplitReference(inner);
  const Json* found = nullptr;
  if (reference.resolver.empty()) {
    found = scope.section == nullptr ? nullptr : FindDotted(*scope.section, reference.key);
  } else if (reference.resolver == "globals") {
    found = scope.globals == nullptr ? nullptr : FindDotted(*scope.globals, reference.key);
  } else if (reference.resolver == "runtime_params") {
    if (scope.runtime_parameters == nullptr) return Unresolved(inner, {"is not allowed in globals", "n’est pas permise dans globals"});
    found = FindDotted(*scope.runtime_parameters, reference.key);
  } else if (reference.resolver == "oc.env") {
    if (!scope.environment) return Unresolved(inner, {"is allowed in credentials only", "n’est permise que dans credentials"});
    if (const char* text = scope.environment(reference.key)) return Json(text);
  } else {
    return Unresolved(inner, FormatPhrase("uses the resolver \"{}\", which is not supported",
                                          "utilise le résolveur « {} », qui n’est pas pris en charge", reference.resolver));
  }
  if (found != nullptr) return InterpolateAt(*found, scope, depth + 1);
  if (reference.fallback) return Json(*reference.fallback);
  return Unresolved(inner, {"leads nowhere", "ne mène nulle part"});
}

std::string AsText(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

Result<Json> InterpolateText(const std::string& text, const InterpolationScope& scope, int depth) {
  std::string out;
  std::size_t from = 0;
  while (true) {
    const auto open = text.find("${", from);
    if (open == std::string::npos) break;
    const auto close = text.find('}', open);
    if (close == std::string::npos) return Unresolved(text.substr(open + 2), {"has no closing brace", "n’a pas d’accolade fermante"});
    const std::string inner = text.substr(open + 2, close - open - 2);
    KW_ASSIGN(Json resolved, Resolve(inner, scope, depth));
    if (open == 0 && close + 1 == text.size()) return resolved;
    out.append(text, from, open - from).append(AsText(resolved));
    from = close + 1;
  }
  return Json(out.append(text, from));
}

Result<Json> InterpolateAt(const Json& value, const InterpolationScope& scope, int depth) {
  if (value.is_string()) return InterpolateText(value.get_ref<const std::string&>(), scope, depth);
  if (!value.is_structured()) return value;
  Json out = value;
  for (auto& child : out) {
    KW_ASSIGN(child, InterpolateAt(child, scope, depth));
  }
  return out;
}

}  // namespace

const Json* FindDotted(const Json& root, std::string_view dotted) {
  const Json* at = &root;
  while (!dotted.empty()) {
    const auto dot = dotted.find('.');
    const std::string key(dotted.substr(0, dot));
    if (!at->is_object() || !at->contains(key)) return nullptr;
    at = &(*at)[key];
    dotted = dot == std::string_view::npos ? std::string_view() : dotted.substr(dot + 1);
  }
  return at;
}

Result<Json> Interpolate(const Json& value, const InterpolationScope& scope) { return InterpolateAt(value, scope, 0); }

}  // namespace kilowatch
