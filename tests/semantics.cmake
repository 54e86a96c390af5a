# README has the semantics table that PROGRAM, ramp_tests, prints from the data that its tests use.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${EMULATOR} ${PROGRAM} "[.semantics-table]" --out ${REPORT} OUTPUT_VARIABLE table
                COMMAND_ERROR_IS_FATAL ANY)
file(READ ${SOURCE}/README.md readme)
string(FIND "${readme}" "\n\n${table}\n" position)
if(NOT table MATCHES "^[|] x [|]" OR position EQUAL -1)
  message(FATAL_ERROR "README.md does not have this table:\n${table}")
endif()
