/** Google's credentials and addresses. */
package io.serai.providers.google;
