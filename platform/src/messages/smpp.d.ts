/** The part of the package `smpp` that is used here; it ships no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server, Socket } from 'node:net';

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly message_id?: string;
    readonly destination_addr?: string;
    readonly data_coding?: number;
    readonly short_message?: { readonly message?: string | Buffer };
    readonly message_payload?: { readonly message?: string | Buffer };
    readonly system_id?: string;
    readonly password?: string;
    response(values?: Readonly<Record<string, unknown>>): Pdu;
  }

  export interface Session extends EventEmitter {
    readonly socket: Socket;
    bind_transmitter(
      values: Readonly<Record<string, unknown>>,
      answered: (pdu: Pdu) => void,
    ): boolean;
    submit_sm(values: Readonly<Record<string, unknown>>, answered: (pdu: Pdu) => void): boolean;
    pause(): void;
    unbind(): boolean;
    send(pdu: Pdu): boolean;
    close(): void;
    destroy(): void;
  }

  const smpp: {
    connect(options: {
      readonly url: string;
      readonly auto_enquire_link_period?: number;
      /** For TLS: the name that the certificate must have. */
      readonly servername?: string;
    }): Session;
    createServer(onSession: (session: Session) => void): Server;
    readonly ESME_RTHROTTLED: number;
    readonly ESME_RINVDSTADR: number;
    readonly ESME_RSYSERR: number;
    readonly ESME_RBINDFAIL: number;
  };
  export default smpp;
}
