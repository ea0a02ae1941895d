/** What the dialects of model servers share: tensors, the mapping of embeddings to predictions, models with versions, opening one. */
@NullMarked
package io.serai.providers.serving;

import org.jspecify.annotations.NullMarked;
