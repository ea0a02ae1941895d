/** Plain JSON data: reading within limits into maps, lists and scalars, and writing them back unchanged in value. */
@NullMarked
package io.serai.api.json;

import org.jspecify.annotations.NullMarked;
