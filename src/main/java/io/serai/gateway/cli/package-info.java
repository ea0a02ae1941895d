/** The command line of a running gateway: each command is one call of its admin API, so that it can do no more than its key may. */
@NullMarked
package io.serai.gateway.cli;

import org.jspecify.annotations.NullMarked;
