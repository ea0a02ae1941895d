/** What is published under a name, and where to look it up. */
@NullMarked
package io.serai.api.model;

import org.jspecify.annotations.NullMarked;
