//! A disk in memory that remembers what was written and synced when, and fails when it is told to.

use factio_graph::store::Storage;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

/// What happened to the disk, in order.
#[derive(Clone, Debug)]
pub enum Event {
    Write(u64, Vec<u8>),
    Resize(u64),
    Sync,
    /// A commit was acknowledged.
    Acknowledged,
}

/// How a call fails.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The call does nothing and fails.
    Fails(io::ErrorKind),
    /// Half of what is to be written is, and then there is no room.
    Short,
    /// From this call on, everything fails.
    Dies,
}

#[derive(Clone, Debug, Default)]
pub struct Disk(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    bytes: Vec<u8>,
    events: Vec<Event>,
    calls: u64,
    fault: Option<(u64, Fault)>,
    /// Whether the fault has struck.
    struck: bool,
    /// A switch that is set at the call of this number.
    stop: Option<(u64, Arc<AtomicBool>)>,
}

impl Disk {
    pub fn of(bytes: Vec<u8>) -> Disk {
        let disk = Disk::default();
        disk.state().bytes = bytes;
        disk
    }

    /// A disk whose call of that number, from 0 on, fails.
    pub fn failing(bytes: Vec<u8>, call: u64, fault: Fault) -> Disk {
        let disk = Disk::of(bytes);
        disk.state().fault = Some((call, fault));
        disk
    }

    /// Sets a switch at the call of this number.
    pub fn stop_at(&self, call: u64, switch: Arc<AtomicBool>) {
        self.state().stop = Some((call, switch));
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.state().bytes.clone()
    }

    pub fn calls(&self) -> u64 {
        self.state().calls
    }

    pub fn has_struck(&self) -> bool {
        self.state().struck
    }

    pub fn acknowledge(&self) {
        self.state().events.push(Event::Acknowledged);
    }

    pub fn events(&self) -> Vec<Event> {
        self.state().events.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no call panics")
    }
}

impl State {
    /// Counts a call; the fault that it meets.
    fn call(&mut self) -> Option<Fault> {
        let call = self.calls;
        if let Some((at, switch)) = &self.stop
            && *at == call
        {
            switch.store(true, Ordering::Relaxed);
        }
        self.calls += 1;
        let fault = self.fault.and_then(|(at, fault)| match fault {
            Fault::Dies => (call >= at).then_some(fault),
            _ => (call == at).then_some(fault),
        });
        self.struck |= fault.is_some();
        fault
    }

    /// As [`State::call`], for calls that write nothing.
    fn plain_call(&mut self) -> io::Result<()> {
        match self.call() {
            None => Ok(()),
            Some(Fault::Fails(kind)) => Err(kind.into()),
            Some(_) => Err(io::Error::other("the disk failed")),
        }
    }

    fn write(&mut self, offset: u64, data: &[u8]) {
        let end = offset as usize + data.len();
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        self.bytes[offset as usize..end].copy_from_slice(data);
        self.events.push(Event::Write(offset, data.to_vec()));
    }
}

impl Storage for Disk {
    fn len(&self) -> io::Result<u64> {
        let mut state = self.state();
        state.plain_call()?;
        Ok(state.bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut state = self.state();
        state.plain_call()?;
        let end = offset.checked_add(out.len() as u64);
        let end = end.filter(|&end| end <= state.bytes.len() as u64);
        let end = end.ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(&state.bytes[offset as usize..end as usize]);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.state();
        state.plain_call()?;
        if len > 1 << 32 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        state.bytes.resize(len as usize, 0);
        state.events.push(Event::Resize(len));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.state();
        state.plain_call()?;
        state.events.push(Event::Sync);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        match state.call() {
            None => {
                state.write(offset, data);
                Ok(())
            }
            Some(Fault::Short) => {
                state.write(offset, &data[..data.len() / 2]);
                Err(io::ErrorKind::StorageFull.into())
            }
            Some(Fault::Fails(kind)) => Err(kind.into()),
            Some(Fault::Dies) => Err(io::Error::other("the disk failed")),
        }
    }
}
