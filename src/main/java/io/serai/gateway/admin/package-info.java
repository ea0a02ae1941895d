/** The operator's API under {@code /admin/v1}: one OpenAPI document, and the operations that it describes, held to each other. */
@NullMarked
package io.serai.gateway.admin;

import org.jspecify.annotations.NullMarked;
