/** What no golden case says of Hugging Face's model servers. */
package io.serai.providers.huggingface;
