/** The Pod's object in the API, beyond its status. */
export interface ApiObject {
  /** Without a node, with one, or no longer in the API; a static Pod is never without. */
  stage: 'unbound' | 'bound' | 'gone';
  /** Step of its graceful deletion, or of the removal of a static Pod's file. */
  deletion: number | undefined;
}

export function newApiObject(isStatic: boolean): ApiObject {
  return { stage: isStatic ? 'bound' : 'unbound', deletion: undefined };
}
