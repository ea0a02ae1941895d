/** OpenAI's API as the services speak it that call themselves compatible: shared by the dialects that are built on it. */
@NullMarked
package io.serai.providers.compatible;

import org.jspecify.annotations.NullMarked;
