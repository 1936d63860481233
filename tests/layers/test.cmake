# cmake -DPROJECT=… -DWORK=… -P test.cmake: the layer check must let a good house stand and refuse each bad one, naming rooms, file and line.
cmake_minimum_required(VERSION 3.25)
set(failed 0)

# A house of two rooms, which passes. `lower/base` has a header alone and a header with its source; `upper/user` uses it.
function(good_house)
  file(REMOVE_RECURSE ${WORK})
  file(WRITE ${WORK}/rooms.txt "lower/base=\nupper/other=\nupper/user=lower/base\n")
  file(WRITE ${WORK}/src/lower/base/README.md "page")
  file(WRITE ${WORK}/src/lower/base/value.h "#pragma once\n#include <string>\n#include <sys/stat.h>\n#include <fmt/core.h>\n")
  file(WRITE ${WORK}/src/upper/other/README.md "page")
  file(WRITE ${WORK}/src/upper/other/other.h "#pragma once\n")
  file(WRITE ${WORK}/src/upper/user/README.md "page")
  file(WRITE ${WORK}/src/upper/user/user.h "#pragma once\n")
  file(WRITE ${WORK}/src/upper/user/user.cc "#include \"upper/user/user.h\"\n\n#include \"lower/base/value.h\"\n")
  file(WRITE ${WORK}/src/upper/user/user_test.cc "#include \"upper/user/user.h\"\n#include <gtest/gtest.h>\n")
  file(WRITE ${WORK}/apps/kilowatch/main.cc "#include <CLI/CLI.hpp>\n#include \"upper/other/other.h\"\n")
endfunction()

# expect(NAME TEXT…): the check's answer holds every TEXT; no TEXT at all: it passes.
function(expect name)
  execute_process(COMMAND ${CMAKE_COMMAND} -DSOURCE=${WORK} -DROOMS=${WORK}/rooms.txt -P ${PROJECT}/cmake/layer_check.cmake
    RESULT_VARIABLE code ERROR_VARIABLE answer OUTPUT_QUIET)
  string(REGEX REPLACE "[ \n]+" " " answer "${answer}")
  set(good TRUE)
  if((ARGN AND code EQUAL 0) OR (NOT ARGN AND NOT code EQUAL 0))
    set(good FALSE)
  endif()
  foreach(text IN LISTS ARGN)
    string(FIND "${answer}" "${text}" at)
    if(at EQUAL -1)
      set(good FALSE)
    endif()
  endforeach()
  if(NOT good)
    message("FAILED: ${name}\n  wanted: ${ARGN}\n  exit code ${code}: ${answer}")
    set(failed 1 PARENT_SCOPE)
  endif()
endfunction()

good_house()
expect("a house in order passes")

good_house()
file(APPEND ${WORK}/src/upper/user/user.cc "int x[2];\n#include \"upper/other/other.h\"\n")
expect("an undeclared include is refused" "src/upper/user/user.cc:5" "room upper/user" "room upper/other" "DEPENDS")

good_house()
file(APPEND ${WORK}/src/lower/base/value.h "#include \"upper/user/user.h\"\n")
expect("an include upwards is refused" "src/lower/base/value.h:5" "room lower/base" "room upper/user")

good_house()
file(APPEND ${WORK}/src/upper/user/user_test.cc "#include \"upper/other/other.h\"\n")
expect("tests keep to the layers too" "user_test.cc:3" "upper/other")

good_house()
file(APPEND ${WORK}/src/upper/user/user.cc "#include <parquet/arrow/reader.h>\n")
expect("a library is included by its owner alone" "src/upper/user/user.cc:4" "room upper/user" "<parquet/arrow/reader.h>" "room data/store")

good_house()
file(APPEND ${WORK}/src/upper/user/user.cc "#include <unheard/of.h>\n")
expect("a library that nobody owns is refused" "<unheard/of.h>, which no room owns")

good_house()
file(APPEND ${WORK}/src/upper/user/user.cc "#include <gtest/gtest.h>\n")
expect("test libraries stay in tests" "<gtest/gtest.h>")

good_house()
file(WRITE ${WORK}/src/upper/user/user.cc "#include <vector>\n#include \"upper/user/user.h\"\n")
expect("a source includes its own header first" "src/upper/user/user.cc:1" "upper/user/user.h")

good_house()
file(APPEND ${WORK}/src/upper/user/user.cc "#include \"lower/base/absent.h\"\n")
expect("an include of nothing is refused" "user.cc:4" "lower/base/absent.h")

good_house()
file(REMOVE ${WORK}/src/upper/other/README.md)
expect("a room without a page is refused" "room upper/other" "README.md")

# The refusal of a room that stands below comes from module.cmake, when CMake configures.
good_house()
file(WRITE ${WORK}/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)\nproject(p LANGUAGES NONE)\ninclude(${PROJECT}/cmake/module.cmake)\nadd_subdirectory(src)\n")
file(WRITE ${WORK}/src/CMakeLists.txt "add_subdirectory(lower/base)\nadd_subdirectory(upper/user)\n")
file(WRITE ${WORK}/src/lower/base/CMakeLists.txt "kilowatch_module(DEPENDS upper/user)\n")
file(WRITE ${WORK}/src/upper/user/CMakeLists.txt "kilowatch_module()\n")
execute_process(COMMAND ${CMAKE_COMMAND} -S ${WORK} -B ${WORK}/build RESULT_VARIABLE code ERROR_VARIABLE answer OUTPUT_QUIET)
string(REGEX REPLACE "[ \n]+" " " answer "${answer}")
if(code EQUAL 0 OR NOT answer MATCHES "room lower/base depends on upper/user, which does not stand above it")
  message("FAILED: a room below is refused when CMake configures\n  exit code ${code}: ${answer}")
  set(failed 1)
endif()

file(REMOVE_RECURSE ${WORK})
if(failed)
  message(FATAL_ERROR "the layer check does not hold")
endif()
