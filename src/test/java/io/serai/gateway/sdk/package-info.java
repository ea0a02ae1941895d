/** The running gateway, driven by OpenAI's own client. */
package io.serai.gateway.sdk;
