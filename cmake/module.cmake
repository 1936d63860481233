# kilowatch_module(NAME DEPENDS ROOM… LIBRARIES TARGET…)
#
# Declares the room in the current folder: one static library `kilowatch_<room>` of all its sources, and one test program
# `<room>_test` of its *_test.cc files. DEPENDS names rooms as `storey/room`; each must stand above this one in
# src/CMakeLists.txt. LIBRARIES names third-party targets, which only this room may include.
function(kilowatch_module)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(RELATIVE_PATH room ${PROJECT_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" target "kilowatch_${room}")

  get_property(built GLOBAL PROPERTY KILOWATCH_ROOMS)
  foreach(dependency IN LISTS ARG_DEPENDS)
    if(NOT dependency IN_LIST built)
      message(FATAL_ERROR "Layer check: room ${room} depends on ${dependency}, which does not stand above it in src/CMakeLists.txt. "
        "A room may use only rooms above its own line.")
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY KILOWATCH_ROOMS ${room})

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cc)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS *.h)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")

  if(sources)
    add_library(${target} STATIC ${sources} ${headers})
    set(visibility PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(visibility INTERFACE)
  endif()
  target_include_directories(${target} ${visibility} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} ${visibility} kilowatch_flags fmt::fmt nlohmann_json::nlohmann_json ${ARG_LIBRARIES})
  foreach(dependency IN LISTS ARG_DEPENDS)
    string(REPLACE "/" "_" dependency "kilowatch_${dependency}")
    target_link_libraries(${target} ${visibility} ${dependency})
  endforeach()

  if(KILOWATCH_TESTS AND tests)
    get_filename_component(name ${room} NAME)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${target} GTest::gtest_main)
    add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  endif()
endfunction()

add_library(kilowatch_flags INTERFACE)
target_compile_options(kilowatch_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -ffp-contract=off)
target_link_libraries(kilowatch_flags INTERFACE Threads::Threads)
if(KILOWATCH_SANITIZE)
  target_compile_options(kilowatch_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(kilowatch_flags INTERFACE -fsanitize=address,undefined)
endif()
