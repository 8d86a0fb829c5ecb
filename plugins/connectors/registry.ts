import type { AnyConnector } from '@/plugins/kit/connector';
import { files } from './files';
import { postgres } from './postgres';
import { webhook } from './webhook';

/** Every connector there is, in the order of the gallery. */
export const connectors = { postgres, files, webhook } as const satisfies Record<string, AnyConnector>;

export type ConnectorId = keyof typeof connectors;
export const connectorIds = Object.keys(connectors) as ConnectorId[];

export const isConnector = (kind: string): kind is ConnectorId => Object.hasOwn(connectors, kind);

/** The connector of this kind of source. @returns undefined for kinds that are none */
export const connectorOf = (kind: string): AnyConnector | undefined => (isConnector(kind) ? connectors[kind] : undefined);
