/** What no golden case says of the front end for Ollama's clients. */
package io.serai.processors.ollama;
