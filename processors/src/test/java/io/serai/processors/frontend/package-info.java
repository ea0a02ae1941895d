/** Each front end's cases as files. */
package io.serai.processors.frontend;
