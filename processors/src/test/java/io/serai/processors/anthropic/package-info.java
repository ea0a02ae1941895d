/** What Anthropic's API as a front end makes of requests and answers. */
package io.serai.processors.anthropic;
