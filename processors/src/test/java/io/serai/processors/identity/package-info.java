/** Credentials, rights and rules as tables. */
package io.serai.processors.identity;
