/** The component {@code model:} in plain Camel. */
package io.serai.providers.model;
