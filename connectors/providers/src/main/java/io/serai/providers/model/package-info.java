/** The {@code model:} component: a route published under a model name, and calls to such models. */
@NullMarked
package io.serai.providers.model;

import org.jspecify.annotations.NullMarked;
