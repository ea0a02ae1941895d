/** What rules may say, and what they then do. */
package io.serai.processors.identity.access;
