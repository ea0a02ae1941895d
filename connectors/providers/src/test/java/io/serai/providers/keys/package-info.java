/** Several keys of one provider. */
package io.serai.providers.keys;
