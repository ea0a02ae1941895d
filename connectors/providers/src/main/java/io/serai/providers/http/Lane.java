package io.serai.providers.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One event loop with its own share of the connections, so that a call never crosses from one loop to another.
 *
 * @param context of the loop; all Vert.x objects of its calls are touched here only
 * @param client whose connections live on the loop
 * @param open calls under way
 */
record Lane(Context context, HttpClient client, AtomicInteger open) {}
