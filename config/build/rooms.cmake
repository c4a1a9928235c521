# SPDX-License-Identifier: MIT
# A room is a folder, a static library and, beside the code, its unit tests.
#
#   baton_room(core LINKS baton::abi)          x.h x.cpp of this folder; x_test.cpp become the test `core_test`
#
# LINKS is the whole list of what the room may know: an include that is not covered by it does not compile, and
# tests/lint/arrows.py checks the includes against the table of the architecture.

function(baton_room name)
  cmake_parse_arguments(ROOM "" "PCH" "LINKS;TEST_LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB tests CONFIGURE_DEPENDS *_test.cpp)
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  add_library(baton_${name} STATIC ${sources})
  add_library(baton::${name} ALIAS baton_${name})
  target_include_directories(baton_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(baton_${name} PUBLIC ${ROOM_LINKS} PRIVATE baton_warnings)
  if(ROOM_PCH)
    target_precompile_headers(baton_${name} PRIVATE ${ROOM_PCH})
  endif()
  if(BATON_TESTS AND tests)
    baton_unit_test(${name}_test SOURCES ${tests} LINKS baton::${name} ${ROOM_TEST_LINKS})
  endif()
endfunction()

# One GoogleTest executable, label `unit` unless LABEL says otherwise.
function(baton_unit_test name)
  cmake_parse_arguments(TEST "" "LABEL" "SOURCES;LINKS" ${ARGN})
  if(NOT BATON_TESTS)
    return()
  endif()
  if(NOT TEST_LABEL)
    set(TEST_LABEL unit)
  endif()
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_LINKS} GTest::gmock GTest::gtest_main baton_warnings)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS ${TEST_LABEL} TIMEOUT 300)
endfunction()
