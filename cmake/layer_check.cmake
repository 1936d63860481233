# cmake -DSOURCE=TREE -DROOMS=FILE [-DSTAMP=FILE] -P layer_check.cmake
#
# Reads every #include below TREE/src and TREE/apps, before anything compiles, and refuses
#   - a header of a room that the including room does not name in its DEPENDS;
#   - a third-party header outside the one room that owns it;
#   - x.cc whose first include is not its own x.h, so that each header is compiled once with nothing before it
#     (headers without a .cc get a one-line source file from module.cmake);
#   - a room with code but no page (README.md).
# ROOMS has one line a room, "storey/room=dependency dependency…", written by module.cmake.

cmake_minimum_required(VERSION 3.25)

# Header prefix → the room that owns the library. fmt, Eigen and the JSON type are everybody's; tests may use the test libraries.
set(OWNERS
  "date/=data/frame"
  "libdeflate.h=foundation/text"
  "yaml-cpp/=foundation/text"
  "simdjson=foundation/text"
  "hwy/=foundation/base"
  "tbb/=foundation/base"
  "oneapi/=foundation/base"
  "spdlog/=foundation/telemetry"
  "arrow/=data/store"
  "parquet/=data/store"
  "cairo=workflow/reporting"
  "librsvg/=workflow/reporting"
  "xgboost/=learning/training"
  "CLI/=apps/kilowatch")
set(EVERYBODYS "^(fmt/|Eigen/|nlohmann/)")
set(TEST_LIBRARIES "^(gtest/|gmock/|rapidcheck)")
# Headers of the C library, POSIX and the compiler; the C++ library's have neither a slash nor a suffix.
set(SYSTEM "^(sys/.*|unistd\\.h|fcntl\\.h|signal\\.h|poll\\.h|termios\\.h|glob\\.h|pthread\\.h|dirent\\.h|errno\\.h|time\\.h|locale\\.h|immintrin\\.h|malloc\\.h|cxxabi\\.h)$")

set(faults "")
macro(fault text)
  list(APPEND faults "${text}")
endmacro()

file(STRINGS ${ROOMS} lines ENCODING UTF-8)
set(rooms "")
foreach(line IN LISTS lines)
  string(REGEX MATCH "^([^=]+)=(.*)$" matched "${line}")
  list(APPEND rooms ${CMAKE_MATCH_1})
  string(REPLACE " " ";" "depends_${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}")
endforeach()

# Sets `line` to the number of the line of `file` that begins with `text`.
function(line_of file text)
  file(READ ${SOURCE}/${file} content)
  string(FIND "\n${content}" "\n${text}" at)
  string(SUBSTRING "\n${content}" 0 ${at} before)
  string(REGEX MATCHALL "\n" breaks "${before}")
  list(LENGTH breaks number)
  math(EXPR number "${number} + 1")
  set(line ${number} PARENT_SCOPE)
endfunction()

# A program (apps/NAME) uses every room, and names its own headers as apps/NAME/file.h or by the bare file name.
macro(check_room_include)
  if(room MATCHES "^apps/")
  elseif(NOT EXISTS ${SOURCE}/src/${header})
    line_of(${file} "${include}")
    fault("${file}:${line}: \"${header}\" does not exist below src/; a header is named as storey/room/file.h.")
  else()
    string(REGEX MATCH "^[^/]+/[^/]+" used "${header}")
    if(NOT used STREQUAL room AND NOT used IN_LIST depends_${room})
      line_of(${file} "${include}")
      fault("${file}:${line}: room ${room} includes \"${header}\" but does not depend on room ${used}. Name it in DEPENDS, or leave it alone.")
    endif()
  endif()
endmacro()

macro(check_library_include)
  if(header MATCHES "[/.]" AND NOT header MATCHES "${SYSTEM}" AND NOT header MATCHES "${EVERYBODYS}"
     AND NOT (file MATCHES "_test\\.(cc|h)$" AND header MATCHES "${TEST_LIBRARIES}"))
    set(owner "")
    foreach(pair IN LISTS OWNERS)
      string(REGEX MATCH "^([^=]+)=(.*)$" matched "${pair}")
      string(FIND "${header}" "${CMAKE_MATCH_1}" at)
      if(at EQUAL 0)
        set(owner ${CMAKE_MATCH_2})
        break()
      endif()
    endforeach()
    if(NOT owner STREQUAL room)
      line_of(${file} "${include}")
      if(owner)
        fault("${file}:${line}: room ${room} includes <${header}>, which only room ${owner} may include.")
      else()
        fault("${file}:${line}: room ${room} includes <${header}>, which no room owns; name its owner in cmake/layer_check.cmake.")
      endif()
    endif()
  endif()
endmacro()

file(GLOB_RECURSE files RELATIVE ${SOURCE} ${SOURCE}/src/*.h ${SOURCE}/src/*.cc ${SOURCE}/apps/*.h ${SOURCE}/apps/*.cc)
foreach(file IN LISTS files)
  string(REGEX MATCH "^(src/[^/]+/[^/]+|apps/[^/]+)/" room "${file}")
  string(REGEX REPLACE "^src/|/$" "" room "${room}")
  if(NOT room)
    fault("${file}: stands in no room.")
    continue()
  endif()
  if(NOT room MATCHES "^apps/")
    list(APPEND inhabited ${room})
  endif()
  file(STRINGS ${SOURCE}/${file} includes ENCODING UTF-8 REGEX "^#include ")
  set(first "")
  foreach(include IN LISTS includes)
    if(include MATCHES "^#include \"([^\"]+)\"")
      set(header ${CMAKE_MATCH_1})
      check_room_include()
    elseif(include MATCHES "^#include <([^>]+)>")
      set(header ${CMAKE_MATCH_1})
      check_library_include()
    endif()
    if(NOT first)
      set(first ${header})
    endif()
  endforeach()
  string(REGEX REPLACE "\\.cc$" ".h" own "${file}")
  if(file MATCHES "\\.cc$" AND EXISTS ${SOURCE}/${own})
    string(REGEX REPLACE "^(src|apps/[^/]+)/" "" own "${own}")
    string(REGEX REPLACE "^apps/[^/]+/" "" first "${first}")
    if(NOT first STREQUAL own)
      fault("${file}:1: the first include must be \"${own}\", so that the header is known to stand alone.")
    endif()
  endif()
endforeach()

list(REMOVE_DUPLICATES inhabited)
foreach(room IN LISTS inhabited)
  if(NOT room IN_LIST rooms)
    fault("src/${room}: has code but is not a room of src/CMakeLists.txt.")
  elseif(NOT EXISTS ${SOURCE}/src/${room}/README.md)
    fault("src/${room}: room ${room} has code but no page. Write src/${room}/README.md.")
  endif()
endforeach()

if(faults)
  list(JOIN faults "\n  " text)
  message(FATAL_ERROR "Layer check:\n  ${text}")
endif()
if(STAMP)
  file(TOUCH ${STAMP})
endif()
