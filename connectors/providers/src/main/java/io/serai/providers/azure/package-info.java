/** Azure's two doors to models: Azure OpenAI, whose models are deployments, and Azure AI Inference, one API for models of all makers. */
@NullMarked
package io.serai.providers.azure;

import org.jspecify.annotations.NullMarked;
