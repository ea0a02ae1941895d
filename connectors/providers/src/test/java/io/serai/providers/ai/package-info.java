/** The component {@code ai:} in plain Camel. */
package io.serai.providers.ai;
