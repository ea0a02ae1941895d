/** AWS Bedrock: Converse and ConverseStream for all its chat models, InvokeModel for Titan's and Cohere's embeddings. */
@NullMarked
package io.serai.providers.bedrock;

import org.jspecify.annotations.NullMarked;
