/** Images, audio and moderations as front ends. */
package io.serai.processors.media;
