/** Faults on purpose: calls that fail as a provider would make them fail, so that fallbacks are tried before they are needed. */
@NullMarked
package io.serai.providers.faults;

import org.jspecify.annotations.NullMarked;
