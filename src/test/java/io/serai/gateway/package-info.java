/** What the gateway's tests share: a gateway of test routes, and an upstream that speaks OpenAI's wire format. */
package io.serai.gateway;
