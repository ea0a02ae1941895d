/** What the tests of model servers share. */
package io.serai.providers.serving;
