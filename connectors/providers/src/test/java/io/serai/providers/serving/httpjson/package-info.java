/** Mappings of any endpoint: good ones, and bad ones that stop the start. */
package io.serai.providers.serving.httpjson;
