/** Any HTTP endpoint that speaks JSON, mapped by JSONPath. */
@NullMarked
package io.serai.providers.serving.httpjson;

import org.jspecify.annotations.NullMarked;
