/** What no golden case says of Ollama's dialect. */
package io.serai.providers.ollama;
