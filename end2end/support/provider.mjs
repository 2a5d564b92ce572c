// A payment provider on this machine: it speaks as much of the real one's API as the portal does.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

export const KEY = 'sk_test_of_the_suite0';
export const SECRET = 'whsec_of_the_suite0';

/** A running provider; `sessions` are the payments that were begun, as the fields of their forms. */
export async function startProvider() {
  const sessions = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const answer = (status, value) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    const page = /^\/pay\/(\d+)$/.exec(request.url);
    if (page) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      const back = sessions[page[1]].success_url.replaceAll('&', '&amp;');
      response.end(`<!doctype html><html lang="en"><title>Pay</title><link rel="icon" href="data:,"><h1>Pay here</h1><a href="${back}">Done</a>`);
    } else if (request.headers.authorization !== `Bearer ${KEY}`) {
      answer(401, { error: { code: 'api_key_expired' } });
    } else if (request.url === '/v1/account') {
      answer(200, { id: 'acct_1', settings: { dashboard: { display_name: 'Suite Cards' } } });
    } else {
      sessions.push(Object.fromEntries(new URLSearchParams(body)));
      answer(200, { id: `cs_${sessions.length}`, url: `${url}/pay/${sessions.length - 1}` });
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    sessions,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Tells the portal that a payment arrived, as the provider does; gives the status of the answer. */
export async function tellPaid(portal, slug, session, payment = 'pi_suite') {
  const at = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({
    id: 'evt_1',
    type: 'checkout.session.completed',
    data: {
      object: {
        id: 'cs_1',
        mode: 'payment',
        payment_status: 'paid',
        payment_intent: payment,
        amount_total: Number(session['line_items[0][price_data][unit_amount]']),
        currency: session['line_items[0][price_data][currency]'],
        metadata: { partner: session['metadata[partner]'], invoice: session['metadata[invoice]'] },
      },
    },
  });
  const signature = createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex');
  const answer = await fetch(`${portal.url}/hooks/stripe/${slug}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` },
    body,
  });
  return answer.status;
}
