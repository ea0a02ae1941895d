/** Who there is: tenants, teams, applications, users, their keys and roles, and which models they may use; in SQL, and in memory for calls. */
@NullMarked
package io.serai.processors.directory;

import org.jspecify.annotations.NullMarked;
