"""An HL7 receiver over MLLP, python-hl7's own: takes messages until it is ended, and acknowledges each. Prints its port first."""
import asyncio

import hl7.mllp


async def serve(reader, writer):
    try:
        while not writer.is_closing():
            message = await reader.readmessage()
            writer.writemessage(message.create_ack("AA"))
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()


async def main():
    server = await hl7.mllp.start_hl7_server(serve, host="127.0.0.1", port=0, encoding="utf-8")
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
