# kilowatch_module(NAME DEPENDS ROOM… LIBRARIES TARGET…)
#
# Declares the room in the current folder: one static library `kilowatch_<room>` of all its sources, and one test program
# `<room>_test` of its *_test.cc files. DEPENDS names rooms as `storey/room`; each must stand above this one in
# src/CMakeLists.txt. LIBRARIES names third-party targets, which only this room may include (the table is in layer_check.cmake).
# Before anything compiles, each build checks the layers (kilowatch_layers, at the end of this file).
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
  list(JOIN ARG_DEPENDS " " dependencies)
  set_property(GLOBAL APPEND PROPERTY KILOWATCH_LAYERS "${room}=${dependencies}")

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cc)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS *.h)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  if(KILOWATCH_TESTS)
    kilowatch_standalone("${headers}" "${sources}")
  endif()

  if(sources)
    add_library(${target} STATIC ${sources} ${headers})
    add_dependencies(${target} layer_check)
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
    target_link_libraries(${name}_test PRIVATE ${target} GTest::gtest_main rapidcheck rapidcheck_gtest)
    add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  endif()
endfunction()

# Appends to `sources` one generated file for each header without a .cc, so that every header is compiled once with nothing before it.
function(kilowatch_standalone headers sources)
  foreach(header IN LISTS headers)
    string(REGEX REPLACE "\\.h$" ".cc" source ${header})
    if(NOT source IN_LIST sources AND NOT header MATCHES "_test\\.h$")
      file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR}/src ${header})
      set(generated ${PROJECT_BINARY_DIR}/standalone/${name}.cc)
      file(CONFIGURE OUTPUT ${generated} CONTENT "#include \"${name}\"  // IWYU pragma: keep\n")
      set_source_files_properties(${generated} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
      list(APPEND sources ${generated})
    endif()
  endforeach()
  set(sources ${sources} PARENT_SCOPE)
endfunction()

# The layer check as a target that every room waits for; it runs when a source, a room's dependencies or a page changed. Call after the last room.
function(kilowatch_layers)
  get_property(layers GLOBAL PROPERTY KILOWATCH_LAYERS)
  list(JOIN layers "\n" layers)
  set(rooms ${PROJECT_BINARY_DIR}/rooms.txt)
  file(CONFIGURE OUTPUT ${rooms} CONTENT "${layers}\n")
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/*.h ${PROJECT_SOURCE_DIR}/src/*.cc ${PROJECT_SOURCE_DIR}/src/README.md
    ${PROJECT_SOURCE_DIR}/apps/*.h ${PROJECT_SOURCE_DIR}/apps/*.cc)
  set(script ${PROJECT_SOURCE_DIR}/cmake/layer_check.cmake)
  set(stamp ${PROJECT_BINARY_DIR}/layer_check.stamp)
  add_custom_command(OUTPUT ${stamp} DEPENDS ${script} ${rooms} ${inputs} VERBATIM COMMENT "Checking the layers"
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DROOMS=${rooms} -DSTAMP=${stamp} -P ${script})
  add_custom_target(layer_check DEPENDS ${stamp})
endfunction()

add_library(kilowatch_flags INTERFACE)
target_compile_options(kilowatch_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers -ffp-contract=off)
# g++ 12 takes std::string's own copies for overlapping ones (GCC bug 105329).
target_compile_options(kilowatch_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_link_libraries(kilowatch_flags INTERFACE Threads::Threads)
if(KILOWATCH_SANITIZE)
  target_compile_options(kilowatch_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(kilowatch_flags INTERFACE -fsanitize=address,undefined)
endif()
