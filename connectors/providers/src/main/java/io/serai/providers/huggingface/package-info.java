/** Hugging Face's model servers: Text Generation Inference (TGI) chats, Text Embeddings Inference (TEI) embeds and ranks. */
@NullMarked
package io.serai.providers.huggingface;

import org.jspecify.annotations.NullMarked;
