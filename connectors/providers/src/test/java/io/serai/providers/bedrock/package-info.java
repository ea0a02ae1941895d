/** Bedrock's wire format, made and read apart from the code that is tested. */
package io.serai.providers.bedrock;
