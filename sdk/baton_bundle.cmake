# SPDX-License-Identifier: MIT
# Completes a bundle folder: copies the manifest and the schema beside the library and fills in what only the build
# knows. Run after every link: cmake -DBUNDLE= -DLIBRARY= -DMANIFEST= -DSCHEMA= -DVERSION= -DABI= -DPLATFORM= -P this

function(set_text member value)
  string(JSON text SET "${text}" ${member} "\"${value}\"")
  set(text "${text}" PARENT_SCOPE)
endfunction()

function(set_text_if_missing member value)
  string(JSON found ERROR_VARIABLE missing GET "${text}" ${member})
  if(missing)
    set_text(${member} "${value}")
    set(text "${text}" PARENT_SCOPE)
  endif()
endfunction()

file(READ "${MANIFEST}" text)
file(SHA256 "${BUNDLE}/${LIBRARY}" sha256)
string(TOLOWER "${PLATFORM}" platform)
set_text(library "${LIBRARY}")
set_text(platform "${platform}")
set_text(abi "${ABI}")
set_text_if_missing(abi_min "${ABI}")
set_text_if_missing(version "${VERSION}")
set_text(sha256 "${sha256}")
get_filename_component(schema_name "${SCHEMA}" NAME)
set_text(config_schema "${schema_name}")
file(COPY_FILE "${SCHEMA}" "${BUNDLE}/${schema_name}" ONLY_IF_DIFFERENT)
# What `baton validate` tries it with, where the author gave some.
get_filename_component(author "${MANIFEST}" DIRECTORY)
if(EXISTS "${author}/samples.json")
  file(COPY_FILE "${author}/samples.json" "${BUNDLE}/samples.json" ONLY_IF_DIFFERENT)
endif()
# Written aside and renamed: a host that looks at this moment sees the old manifest or the new one.
file(WRITE "${BUNDLE}/plugin.json.new" "${text}\n")
file(RENAME "${BUNDLE}/plugin.json.new" "${BUNDLE}/plugin.json")
