/** {@code models.yaml}: models for people who want no DSL, compiled to the routes that others write by hand. */
@NullMarked
package io.serai.processors.models;

import org.jspecify.annotations.NullMarked;
