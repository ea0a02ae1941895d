package io.serai.providers.http;

/** Upstream HTTP by Vert.x. */
public final class UpstreamClient {}
